//! 月度收缴例会资料 (checklist S91): how a month was collected, how old what is left is, what dunning brought, what was
//! complained of, how the plan stands, whom to talk about. Rooms and names are masked: the pack also goes to the company.

use super::Paper;
use super::report::{printed, report_head};
use crate::analysis::{self, AnalysisRequest, EffectRequest};
use crate::bridge::BridgeBy;
use crate::campaign::CampaignState;
use crate::export::{Table, Value};
use crate::statement::period_text;
use crate::{Occasion, Office, Result, performance, plan};
use chrono::NaiveDate;
use zhangfang_documents::FontSet;
use zhangfang_documents::chart::{Bar, Pair};
use zhangfang_documents::report::{Part, Report};
use zhangfang_domain::analysis::{Axis, Exclusion};
use zhangfang_domain::contact::ArrearsReason;
use zhangfang_domain::dunning::Stage;
use zhangfang_domain::effect::{EffectBy, Measure};
use zhangfang_domain::rates::CountRate;
use zhangfang_domain::ticket::Kind;
use zhangfang_domain::{Fen, Month, Months, mask, share};

/// How many hard cases the pack holds.
const TOP: usize = 12;

/// Makes the pack of a month as it stood at its end, of the running one as it stands today.
///
/// # Errors
/// Document and store errors.
pub fn review(office: &Office, fonts: &FontSet, month: Month, occasion: &Occasion) -> Result<Paper> {
    let as_of = month.last_day().min(occasion.today);
    let mut parts = collected(office, month, as_of)?;
    parts.extend(owed(office, month, as_of)?);
    parts.extend(structure(office, as_of)?);
    parts.extend(effect(office, month, as_of)?);
    parts.extend(service(office, month, as_of)?);
    parts.extend(planned(office, month, as_of)?);
    parts.extend(people(office, month, as_of)?);
    parts.extend(hard(office, as_of)?);
    parts.push(decisions());
    let title = "月度收缴例会资料";
    let report = Report {
        head: report_head(office, "LH", title, "月度例会", occasion)?,
        title: title.to_owned(),
        subtitle: format!("{}　数据截至 {as_of}　单位：元", period_text(Months::single(month))),
        parts,
    };
    let bytes = zhangfang_documents::report::rendered(fonts, &report)?;
    Ok(Paper { file_name: format!("{title}-{month}.pdf"), bytes, count: 1 })
}

fn heading(text: &str) -> Part {
    Part::Heading(text.to_owned())
}

fn percent(rate: CountRate) -> String {
    rate.percent().map_or_else(|| "—".to_owned(), |p| format!("{p}%"))
}

/// A table of texts; the first column to the left, the others as figures.
fn table(headings: &[&str], rows: Vec<Vec<Value>>) -> Part {
    let headings = headings.iter().map(|h| (*h).to_owned()).collect();
    Part::Table(printed(&Table { title: String::new(), headings, rows, footer: None }))
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

/// An amount, or a count of homes.
fn figure(plain: &str) -> Value {
    match plain.parse() {
        Ok(count) => Value::Integer(count),
        Err(_) => Fen::parse(plain).map_or_else(|_| text(plain), Value::Amount),
    }
}

fn collected(office: &Office, month: Month, as_of: NaiveDate) -> Result<Vec<Part>> {
    let rates = office.rates(Months::single(month), as_of)?;
    let rows = rates.rates.iter().map(|r| {
        let part = r.percent.map_or(Value::Empty, Value::Decimal);
        vec![text(r.name), figure(&r.numerator), figure(&r.denominator), part]
    });
    let pair = |t: &zhangfang_store::rate::MonthTotal| Pair {
        label: format!("{}.{}", t.month.year() % 100, t.month.month()),
        first: t.received,
        second: t.net,
    };
    let trend = office.trend(month)?;
    let charged = trend.iter().skip_while(|t| t.net.is_zero());
    Ok(vec![
        heading("一、收缴率"),
        table(&["指标", "分子", "分母", "比率%"], rows.collect()),
        Part::Note("当期收缴率＝为本期账单收到的（含预存抵缴）÷（本期应收－核准减免）；历史清缴率＝收回的往期欠费 ÷（期初欠费－核销）。金额单位元，户收缴率、预缴率按户。".to_owned()),
        Part::Together(vec![
            Part::Text("近十二个月：各月账单应收与至今已收".into()),
            Part::Pairs(["已收", "应收"], charged.map(pair).collect()),
        ]),
    ])
}

fn owed(office: &Office, month: Month, as_of: NaiveDate) -> Result<Vec<Part>> {
    let sums = office.arrears_sums(as_of)?;
    let amounts: Vec<Fen> = sums.by_age.iter().map(|line| line.open).collect();
    let parts = share::percent_tenths(&amounts);
    let bar = |(line, part): (&crate::arrears::SumLine, rust_decimal::Decimal)| Bar {
        label: line.key.clone(),
        amount: line.open,
        figures: format!("{} 元　{part:.1}%　{} 笔", line.open, line.charges),
    };
    let bars = sums.by_age.iter().zip(parts).filter(|(line, _)| line.open.is_positive());
    let bridge = office.arrears_bridge(month, BridgeBy::Item)?.table("");
    let mut found = vec![heading("二、欠费与账龄")];
    found.push(Part::Text(format!("未缴合计 {} 元，其中逾期 {} 元。", sums.open, sums.overdue).into()));
    if sums.open.is_positive() {
        found.push(Part::Bars(bars.map(bar).collect()));
    }
    if as_of == month.last_day() {
        found.push(Part::Table(printed(&bridge)));
        found.push(Part::Note("期初欠费＋本期新增－本期收回－坏账核销－减免冲销＝期末欠费。".to_owned()));
    } else {
        found.push(Part::Note("本月未过完，欠费变动表月末才有。".to_owned()));
    }
    Ok(found)
}

fn structure(office: &Office, as_of: NaiveDate) -> Result<Vec<Part>> {
    let mut found = vec![heading("三、欠费结构")];
    for axis in [Axis::Reason, Axis::Stage, Axis::Steward, Axis::Repeat] {
        found.push(Part::Table(printed(&office.analyse(as_of, &AnalysisRequest::by(axis))?.table())));
    }
    let names: Vec<&str> = Exclusion::ALL.into_iter().map(Exclusion::label).collect();
    found.push(Part::Note(format!(
        "{}的欠费单列，其余为可催；同时有几种情形的计入排在前面的一种。",
        names.join("、")
    )));
    Ok(found)
}

fn effect(office: &Office, month: Month, as_of: NaiveDate) -> Result<Vec<Part>> {
    let measure = Measure::default();
    let mut found = vec![heading("四、催缴效果")];
    for by in [EffectBy::Stage, EffectBy::Channel] {
        let request = EffectRequest { from: month.first_day(), to: as_of, by, measure };
        let report = office.effect(&request, as_of)?;
        if by == EffectBy::Stage {
            found.push(Part::Text(report.others().into()));
        }
        if !report.rows.is_empty() {
            found.push(Part::Table(printed(&report.table())));
        }
    }
    found.push(Part::Note(analysis::rule(measure)));
    Ok(found)
}

/// How many causes the pack holds.
const CAUSES: usize = 8;

/// How complaints and repairs were answered, and what they were about.
fn service(office: &Office, month: Month, as_of: NaiveDate) -> Result<Vec<Part>> {
    let from = month.first_day();
    let mut rows = Vec::new();
    let kinds = [("全部工单", None), ("其中投诉", Some(Kind::Complaint)), ("其中报修", Some(Kind::Repair))];
    for (name, kind) in kinds {
        let counts = office.ticket_counts(from, as_of, kind)?;
        let rates = [
            counts.response(),
            counts.closing(),
            counts.closing_in_time(),
            counts.closing_in_time_of_closed(),
            counts.revisiting(),
            counts.satisfaction(),
            counts.first_contact(),
        ];
        let mut row = vec![text(name), Value::Integer(i64::try_from(counts.accepted).unwrap_or(i64::MAX))];
        row.extend(
            rates.map(|rate| text(format!("{}/{} {}", rate.numerator, rate.denominator, percent(rate)))),
        );
        rows.push(row);
    }
    let headings =
        ["", "受理", "及时响应率", "办结率", "及时办结率", "÷办结", "回访率", "满意率", "首问落实率"];
    let mut parts = vec![
        heading("五、投诉与服务"),
        table(&headings, rows),
        Part::Note("每格为 分子/分母 比率。及时办结率的分母是受理数，“÷办结”一列同一分子除以办结数；满意＝回访 4—5 分。".to_owned()),
    ];
    let causes = office.ticket_causes(from, as_of)?;
    if !causes.is_empty() {
        let row = |(cause, count): &(String, usize)| {
            vec![text(cause.clone()), Value::Integer(i64::try_from(*count).unwrap_or(i64::MAX))]
        };
        parts.push(Part::Text("投诉和报修集中在：".into()));
        parts.push(table(&["原因", "件数"], causes.iter().take(CAUSES).map(row).collect()));
    }
    Ok(parts)
}

fn planned(office: &Office, month: Month, as_of: NaiveDate) -> Result<Vec<Part>> {
    let found = office.plan(month.year(), as_of)?;
    let row = |row: &plan::PlanRow| {
        let this = row.months[month.month() as usize - 1];
        let amount = |fen: Option<Fen>| fen.map_or(Value::Empty, Value::Amount);
        let rate = |p: zhangfang_domain::plan::Progress| {
            p.rate().and_then(zhangfang_domain::rates::Rate::percent).map_or(Value::Empty, Value::Decimal)
        };
        let name = if row.person.is_empty() { "办公室" } else { &row.person };
        vec![
            text(name),
            amount(this.target),
            Value::Amount(this.actual),
            rate(this),
            amount(row.to_date.target),
            Value::Amount(row.to_date.actual),
            rate(row.to_date),
        ]
    };
    let headings = ["责任人", "本月目标", "本月实收", "完成率%", "累计目标", "累计实收", "完成率%"];
    let pair = |(nth, p): (usize, &zhangfang_domain::plan::Progress)| Pair {
        label: format!("{}月", nth + 1),
        first: p.actual,
        second: p.target.unwrap_or_default(),
    };
    let mut parts = vec![
        heading("六、计划与活动"),
        table(&headings, found.rows.iter().map(row).collect()),
        Part::Note(plan::DEFINITION.to_owned()),
    ];
    if let Some(office_row) = found.rows.first().filter(|row| row.year.target.is_some()) {
        let pairs = office_row.months.iter().enumerate().map(pair).collect();
        parts.push(Part::Pairs(["实收", "目标"], pairs));
    }
    parts.extend(campaigns(office, month, as_of)?);
    Ok(parts)
}

fn campaigns(office: &Office, month: Month, as_of: NaiveDate) -> Result<Option<Part>> {
    let mut rows = Vec::new();
    for line in office.campaigns(as_of)? {
        let over = line.terms.to < month.first_day() || line.terms.from > as_of;
        if over || line.state == CampaignState::Planned {
            continue;
        }
        let result = office.campaign_result(line.campaign, as_of)?;
        let rate = result.reached.percent().map_or(Value::Empty, Value::Decimal);
        rows.push(vec![
            text(line.terms.name.clone()),
            text(format!("{}至{}", line.terms.from, line.terms.to)),
            text(line.scope.clone()),
            text(line.state.label()),
            Value::Amount(result.reached.numerator),
            Value::Amount(result.reached.denominator),
            rate,
            text(format!("{}/{}", result.cleared.numerator, result.cleared.denominator)),
        ]);
    }
    let headings = ["活动", "时间", "范围", "状态", "收回", "目标", "完成率%", "缴清户"];
    Ok((!rows.is_empty()).then(|| table(&headings, rows)))
}

fn people(office: &Office, month: Month, as_of: NaiveDate) -> Result<Vec<Part>> {
    let found = office.performance(Months::single(month), Measure::default(), as_of)?;
    Ok(vec![
        heading("七、责任人完成情况"),
        Part::Table(printed(&found.table())),
        Part::Note(performance::DEFINITION.to_owned()),
    ])
}

fn hard(office: &Office, as_of: NaiveDate) -> Result<Vec<Part>> {
    let cases = office.hard_cases(as_of)?;
    let shown = cases.len().min(TOP);
    let rows: Vec<Vec<Value>> = cases[..shown]
        .iter()
        .map(|case| {
            let whys: Vec<&str> = case.whys.iter().map(|why| why.label()).collect();
            vec![
                text(mask::room(&case.room)),
                text(mask::name(&case.owner)),
                Value::Amount(case.total),
                text(whys.join("；")),
                text(case.stage.map_or("—", Stage::label)),
                text(case.reason.map_or("—", ArrearsReason::label)),
                Value::Date(case.limitation),
                text(case.whys.first().map_or("", |why| why.way())),
            ]
        })
        .collect();
    let mut parts = vec![heading("八、重点户（已脱敏）")];
    if rows.is_empty() {
        parts.push(Part::Text("没有需要一起商量的户。".into()));
        return Ok(parts);
    }
    parts.push(Part::Text(
        format!("符合条件 {} 户，列出最急的 {shown} 户；房号完整的名单见难题讨论清单。", cases.len()).into(),
    ));
    let headings = ["房号", "业主", "欠费", "为什么难", "催到", "原因", "时效届满", "可用办法"];
    parts.push(table(&headings, rows));
    Ok(parts)
}

/// Room for what the meeting decides.
fn decisions() -> Part {
    let rows = (1..=5).map(|n| vec![Value::Integer(n), Value::Empty, Value::Empty, Value::Empty]);
    let table = Table {
        title: String::new(),
        headings: ["序号", "事项", "负责人", "期限"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
        footer: None,
    };
    let mut printed = printed(&table);
    for (column, share) in printed.columns.iter_mut().zip([8, 90, 24, 24]) {
        column.share = share;
    }
    printed.look = zhangfang_documents::table::Look::Grid;
    Part::Together(vec![heading("九、会议决定"), Part::Table(printed)])
}
