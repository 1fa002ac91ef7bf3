//! The sheets of an evidence pack about money and time: debts, contract, payments, limitation, late charges, promises, and
//! what a complaint to the court has to say.

use super::EvidenceRequest;
use crate::arrears::{ArrearsFilter, ArrearsLine};
use crate::late_charge::clause_words;
use crate::profile::Profile;
use crate::statement::period_text;
use crate::{Occasion, Office, Result};
use zhangfang_documents::dossier::{Section, SheetColumn};
use zhangfang_domain::{Fen, capital};
use zhangfang_store::account::Account;
use zhangfang_store::register::Home;

/// What the pack is about.
pub(super) struct About<'a> {
    pub home: &'a Home,
    pub account: &'a Account,
    pub profile: &'a Profile,
    pub occasion: &'a Occasion,
    pub request: &'a EvidenceRequest,
}

impl About<'_> {
    pub fn room(&self) -> String {
        self.home.record.room_number()
    }
}

/// A sheet before it has a number: title, tables, notes.
pub(super) type Draft = (&'static str, Vec<Section>, Vec<String>);

const WORDS: fn(&'static str, i32) -> SheetColumn = SheetColumn::words;
const NUMBER: fn(&'static str, i32) -> SheetColumn = SheetColumn::number;

pub(super) fn table(columns: Vec<SheetColumn>, rows: Vec<Vec<String>>, empty: &str) -> Section {
    Section { columns, rows, empty: empty.to_owned(), ..Section::default() }
}

fn pairs(rows: Vec<(&str, String)>) -> Section {
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    let rows = rows.map(|(name, value)| vec![name.to_owned(), value]).collect();
    table(vec![WORDS("项目", 40), WORDS("内容", 130)], rows, "没有填写。")
}

impl Office {
    /// Every sheet but the pictures, in the order of the contents.
    pub(super) fn evidence_sheets(&self, about: &About<'_>) -> Result<Vec<Draft>> {
        let today = about.occasion.today;
        let filter = ArrearsFilter { room: Some(about.room()), ..ArrearsFilter::default() };
        let mut debts = self.arrears(today, &filter)?.lines;
        debts.retain(|line| line.account == about.account.id);
        Ok(vec![
            ("欠费明细表", vec![debt_table(&debts)], vec!["财务复核（签名、盖章）：".to_owned()]),
            ("合同和收费依据", self.grounds(about)?, Vec::new()),
            ("缴费记录", vec![self.payments(about)?], Vec::new()),
            ("催缴和联系记录", self.contact_sheets(about)?, contact_notes()),
            ("催缴函送达记录", vec![self.delivery_sheet(about)?], grade_notes()),
            ("承诺和分期记录", self.pledge_sheets(about)?, Vec::new()),
            ("诉讼时效表", vec![self.limitation_sheet(about)?], limitation_notes()),
            ("违约金计算表", vec![self.late_sheet_section(about)?], late_notes()),
            ("投诉报修记录", vec![self.ticket_sheet(about)?], Vec::new()),
            (
                "起诉状要素",
                vec![complaint(about, &debts)],
                vec!["由律师核对后使用（民事诉讼法第124条）。".to_owned()],
            ),
        ])
    }

    /// The contract, its clauses, and the tariffs in force with where they come from.
    fn grounds(&self, about: &About<'_>) -> Result<Vec<Section>> {
        let profile = about.profile;
        let mut contract = pairs(vec![
            ("合同", profile.contract.clone()),
            ("签订日期", profile.contract_signed.clone()),
            ("收费条款", profile.contract_clause.clone()),
            ("违约金条款", self.late_clauses()?.iter().map(clause_words).collect::<Vec<_>>().join("；")),
            ("计费形式", profile.charging_form.clone()),
            ("收费标准公示日期", profile.tariff_posted.clone()),
            ("争议解决", profile.dispute_forum.clone()),
        ]);
        contract.heading = "合同".to_owned();
        let mut rows = Vec::new();
        for tariff in self.tariffs()? {
            for version in &tariff.versions {
                rows.push(vec![
                    tariff.name.clone(),
                    version.starts.to_string(),
                    format!("{} 元/{}·月", version.unit_price, version.basis.price_unit()),
                    version.clause.clone(),
                ]);
            }
        }
        let columns = vec![WORDS("收费标准", 50), WORDS("起始月", 24), WORDS("单价", 40), WORDS("依据", 60)];
        let mut tariffs = table(columns, rows, "没有收费标准。");
        tariffs.heading = "收费标准".to_owned();
        Ok(vec![contract, tariffs])
    }

    fn payments(&self, about: &About<'_>) -> Result<Section> {
        let statement = self.statement(&about.room(), Some(about.account.id), about.occasion.today)?;
        let rows = statement
            .lines
            .into_iter()
            .filter(|line| line.receipt.is_some())
            .map(|line| vec![line.date.to_string(), line.what, (-line.amount).to_string()])
            .collect();
        let columns = vec![WORDS("日期", 26), WORDS("事项", 110), NUMBER("金额（元）", 34)];
        Ok(table(columns, rows, "没有缴过费。"))
    }

    fn pledge_sheets(&self, about: &About<'_>) -> Result<Vec<Section>> {
        let (room, today) = (about.room(), about.occasion.today);
        let promise = |p: crate::promise::PromiseLine| {
            let provable = if p.provable { "可出示" } else { "口头" };
            let kept = format!("{}（已收 {}）", p.label, p.received);
            vec![
                p.made.to_string(),
                p.due.to_string(),
                p.amount.to_string(),
                kept,
                provable.to_owned(),
                p.note,
            ]
        };
        let rows = self.promises(Some(&room), today)?.into_iter().map(promise).collect();
        let columns = vec![
            WORDS("承诺日", 24),
            WORDS("期限", 24),
            NUMBER("金额", 24),
            WORDS("结果", 36),
            WORDS("凭据", 18),
            WORDS("原话", 46),
        ];
        let mut promises = table(columns, rows, "没有承诺。");
        promises.heading = "承诺".to_owned();
        let mut rows = Vec::new();
        for agreement in self.agreements(Some(&room), today)? {
            for part in &agreement.instalments {
                rows.push(vec![
                    agreement.number.clone(),
                    part.no.to_string(),
                    part.due.to_string(),
                    part.amount.to_string(),
                    part.received.to_string(),
                    part.label.clone(),
                ]);
            }
        }
        let columns = vec![
            WORDS("协议", 40),
            NUMBER("期", 12),
            WORDS("到期", 26),
            NUMBER("应付", 30),
            NUMBER("已付", 30),
            WORDS("状态", 30),
        ];
        let mut agreements = table(columns, rows, "没有分期协议。");
        agreements.heading = "分期协议".to_owned();
        Ok(vec![promises, agreements])
    }

    fn limitation_sheet(&self, about: &About<'_>) -> Result<Section> {
        let mut lines = self.limitation_list(about.occasion.today, i64::MAX, true)?;
        let room = about.room();
        lines.retain(|line| line.room == room);
        let rows = lines
            .into_iter()
            .map(|l| {
                let events = l.events.join("；");
                vec![
                    l.item,
                    period_text(l.months),
                    l.due.to_string(),
                    l.open.to_string(),
                    l.last_day.to_string(),
                    events,
                ]
            })
            .collect();
        let columns = vec![
            WORDS("项目", 26),
            WORDS("期间", 30),
            WORDS("到期日", 24),
            NUMBER("未缴", 22),
            WORDS("时效届满日", 26),
            WORDS("中断事由", 46),
        ];
        Ok(table(columns, rows, "没有到期的欠费。"))
    }

    fn late_sheet_section(&self, about: &About<'_>) -> Result<Section> {
        let columns = vec![
            WORDS("项目和期间", 52),
            NUMBER("本金", 22),
            NUMBER("天数", 14),
            NUMBER("合同标准", 24),
            NUMBER("4 倍 LPR", 24),
            NUMBER("1.3 倍 LPR", 24),
        ];
        if self.late_clauses()?.is_empty() {
            return Ok(table(columns, Vec::new(), "合同没有约定违约金条款，不主张违约金。"));
        }
        let amount = |fen: Option<Fen>| fen.map_or_else(|| "—".to_owned(), |f| f.to_string());
        let sheet = self.late_sheet(&about.room(), about.occasion.today)?;
        let mut rows: Vec<Vec<String>> = sheet
            .lines
            .into_iter()
            .map(|l| {
                vec![
                    format!("{} {}", l.item, period_text(l.months)),
                    l.open.to_string(),
                    l.days.to_string(),
                    l.accrued.to_string(),
                    amount(l.lpr_times_4),
                    amount(l.lpr_times_1_3),
                ]
            })
            .collect();
        if !rows.is_empty() {
            rows.push(vec![
                "合计".to_owned(),
                sheet.principal.to_string(),
                String::new(),
                sheet.memo.to_string(),
                String::new(),
                String::new(),
            ]);
        }
        Ok(table(columns, rows, "没有可计的违约金。"))
    }
}

fn debt_table(debts: &[ArrearsLine]) -> Section {
    let mut rows: Vec<Vec<String>> = debts
        .iter()
        .map(|l| {
            vec![
                l.item.clone(),
                period_text(l.months),
                l.due.to_string(),
                l.days_overdue.to_string(),
                l.open.to_string(),
                l.remark.clone(),
            ]
        })
        .collect();
    let total: Fen = debts.iter().map(|l| l.open).sum();
    if !rows.is_empty() {
        let blank = String::new;
        rows.push(vec!["合计".to_owned(), blank(), blank(), blank(), total.to_string(), blank()]);
        rows.push(vec![format!("大写：人民币{}", capital::capital(total))]);
    }
    let columns = vec![
        WORDS("项目", 34),
        WORDS("期间", 40),
        WORDS("到期日", 26),
        NUMBER("逾期天数", 18),
        NUMBER("未缴（元）", 28),
        WORDS("备注", 30),
    ];
    table(columns, rows, "没有到期的欠费。")
}

/// What a complaint to the court has to say (Civil Procedure Law 124).
fn complaint(about: &About<'_>, debts: &[ArrearsLine]) -> Section {
    let profile = about.profile;
    let total: Fen = debts.iter().map(|l| l.open).sum();
    let forum = if profile.dispute_forum == "仲裁" {
        "按合同约定申请仲裁"
    } else {
        "向有管辖权的人民法院起诉"
    };
    let first = debts.iter().map(|l| l.days.0).min();
    let last = debts.iter().map(|l| l.days.1).max();
    let span = first.zip(last).map(|(from, to)| format!("{from} 至 {to}")).unwrap_or_default();
    pairs(vec![
        ("原告（申请人）", profile.company.clone()),
        ("原告地址、电话", format!("{} {}", profile.address, profile.phone).trim().to_owned()),
        ("被告（被申请人）", about.account.owners.join("、")),
        ("身份证号", about.request.identity.trim().to_owned()),
        ("房屋", format!("{}{} {}", profile.address, profile.estate, about.room())),
        ("请求", format!("支付 {span} 的费用本金 {total} 元（人民币{}）", capital::capital(total))),
        ("事实和理由", format!("{}{}；见欠费明细表、送达记录", profile.contract, profile.contract_clause)),
        ("管辖", forum.to_owned()),
    ])
}

fn contact_notes() -> Vec<String> {
    vec!["只记录与服务、账单有关的事实，不含家庭、健康等信息。".to_owned()]
}

fn grade_notes() -> Vec<String> {
    vec![
        "证据等级：A 本人、同住成年家属或授权人签收；B 邮政签收并载明文书名称；C 约定号码、账号送达并有记录；D 留置，有照片和见证人，须确认；E 张贴或群发，不作为催告。"
            .to_owned(),
    ]
}

fn limitation_notes() -> Vec<String> {
    vec![
        "逐笔计算，三年；只有 A—C 级送达、承诺、部分付款、分期协议作为中断。期满后是否仍可主张由律师判断。"
            .to_owned(),
    ]
}

fn late_notes() -> Vec<String> {
    vec!["LPR 两列供法院调减时参考（民法典第585条；合同编通则解释第64、65条）。".to_owned()]
}
