//! The blocks of the statement, in the order of domain section 3.13.

use super::{ChargingForm, Disclosure, charts};
use crate::flow::{Block, Paragraph};
use crate::length::{Len, mm, pt};
use crate::lines::Text;
use crate::pen::{Align, Style};
use crate::phrase;
use crate::table::{Column, Look, Row, Table};
use rust_decimal::Decimal;
use zhangfang_domain::Fen;
use zhangfang_domain::disclosure::CommonAccount;
use zhangfang_domain::rates::Rate;

/// Type of text and tables, to be read on a board.
const BODY: Len = pt(12);
const NUMERALS: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/// Numbers the sections that are there.
struct Sections {
    blocks: Vec<Block>,
    count: usize,
}

impl Sections {
    /// A section whose first block stays with its heading.
    fn add(&mut self, title: &str, blocks: impl IntoIterator<Item = Block>) {
        let heading = Block::Heading(format!("{}、{title}", NUMERALS[self.count.min(NUMERALS.len() - 1)]));
        self.count += 1;
        let mut blocks = blocks.into_iter();
        self.blocks.push(Block::Together(std::iter::once(heading).chain(blocks.next()).collect()));
        self.blocks.extend(blocks);
    }
}

impl Disclosure {
    pub(super) fn blocks(&self, month: &str) -> Vec<Block> {
        let mut sections = Sections { blocks: self.head(month), count: 0 };
        if let Some(base) = &self.base {
            let prices = base.prices.iter().map(|price| format!("{} {price}", price.label));
            let facts = format!("收费面积 {}，收费户数 {}。", phrase::area(base.area), base.homes);
            let posted = format!("收费标准：{}。", prices.collect::<Vec<_>>().join("；"));
            let lines = if base.prices.is_empty() { vec![facts] } else { vec![facts, posted] };
            sections.add("基础数据", lines.into_iter().map(text));
        }
        sections.add("收入与支出", self.money());
        if self.statement.money().expense_total().is_positive() {
            sections.add("支出构成", [charts::costs(self.statement.money())]);
        }
        if self.trend.len() > 1 {
            let title = format!("近{}个月收支走势", self.trend.len());
            sections.add(&title, [charts::trend(&self.trend)]);
        }
        if let Some(blocks) = self.collected() {
            sections.add("收缴情况", blocks);
        }
        if !self.utilities.is_empty() {
            sections.add("公共水电", [Block::Table(self.utility_table())]);
        }
        let common = &self.statement.money().common;
        if *common != CommonAccount::default() {
            sections.add("公共收益（单独列账，归全体业主所有）", [Block::Table(common_table(common))]);
        }
        self.add_reports(&mut sections);
        let mut blocks = sections.blocks;
        blocks.push(Block::Together(self.signing()));
        blocks.extend(self.slip());
        blocks
    }

    fn head(&self, month: &str) -> Vec<Block> {
        let mut facts = format!(
            "计费形式 {}　数据口径 {}　公示日期 {}",
            self.charging.label(),
            self.basis.label(),
            phrase::date(self.posted)
        );
        if self.version > 1 {
            facts += &format!("　第{}版（更正）", self.version);
        }
        let mut blocks = vec![
            Block::Title("物业服务收支公示".into()),
            Block::Paragraph(Paragraph {
                text: format!("{}　{month}", self.estate).into(),
                style: Style::bold(pt(14)),
                indent: 0,
                align: Align::Centre,
            }),
            text(facts),
        ];
        blocks.extend(self.change_note.as_ref().map(|note| text(format!("更正说明：{note}"))));
        blocks.push(text(format!(
            "对公示内容有疑问的，请在公示之日起 {} 日内拨打 {} 或到服务中心查询，我们将逐项说明。",
            self.objection.days, self.objection.phone
        )));
        blocks
    }

    fn money(&self) -> Vec<Block> {
        let statement = self.statement.money();
        let mut table = table([
            ("收入", 44, Align::Left),
            ("金额（元）", 30, Align::Right),
            ("支出", 50, Align::Left),
            ("金额（元）", 30, Align::Right),
            ("占比", 20, Align::Right),
        ]);
        table.look = Look::Grid;
        let shares = statement.expense_percentages();
        for n in 0..statement.income.len().max(statement.expense.len()) {
            let income = statement.income.get(n);
            let expense = statement.expense.get(n).zip(shares.get(n));
            table.rows.push(Row::line([
                income.map(|line| line.label.clone()).unwrap_or_default(),
                income.map(|line| line.amount.to_string()).unwrap_or_default(),
                expense.map(|((group, _), _)| group.label().to_owned()).unwrap_or_default(),
                expense.map(|((_, amount), _)| amount.to_string()).unwrap_or_default(),
                expense.map(|(_, part)| format!("{part:.1}%")).unwrap_or_default(),
            ]));
        }
        table.rows.iter_mut().for_each(|row| row.with_next = true);
        let whole: Decimal = shares.iter().sum();
        let whole = if whole.is_zero() { "—".to_owned() } else { format!("{whole:.1}%") };
        let mut sums = Row::total([
            "收入合计",
            &statement.income_total().to_string(),
            "支出合计",
            &statement.expense_total().to_string(),
            &whole,
        ]);
        sums.with_next = true;
        table.rows.push(sums);
        table.rows.push(Row::total(["本月收支差额", &statement.balance().to_string(), "", "", ""]));
        let mut blocks = vec![Block::Table(table)];
        let mut balances = Vec::new();
        balances.extend(self.last_balance.map(|last| format!("上月收支差额 {} 元", last.amount())));
        balances.extend(
            self.balance_before
                .map(|before| format!("本年累计收支差额 {} 元", before.amount() + statement.balance())),
        );
        if !balances.is_empty() {
            blocks.push(text(balances.join("；") + "。"));
        }
        if let Some(prepaid) = self.newly_prepaid {
            blocks.push(text(format!("本月新增预存 {} 元，未计入收入。", prepaid.amount())));
        }
        blocks
    }

    fn collected(&self) -> Option<[Block; 2]> {
        let collection = self.collection?;
        let (due, received) = (collection.due.amount(), collection.received.amount());
        let rate = Rate { numerator: received, denominator: due }.percent();
        let mut table = table([
            ("本期应收（元）", 1, Align::Right),
            ("本期实收（元）", 1, Align::Right),
            ("收缴率", 1, Align::Right),
        ]);
        let rate = rate.map_or_else(|| "—".to_owned(), |rate| format!("{rate:.2}%"));
        table.rows.push(Row::line([due.to_string(), received.to_string(), rate]));
        let homes = match collection.homes.told() {
            Some((done, rest)) => format!("已缴清 {done}，未缴清 {rest}。感谢各位业主的支持！"),
            None => "户数较少时不单独列示，以保护个人信息。感谢各位业主的支持！".to_owned(),
        };
        Some([Block::Table(table), text(homes)])
    }

    fn utility_table(&self) -> Table {
        let mut table = table([
            ("用途", 30, Align::Left),
            ("分摊办法", 54, Align::Left),
            ("用量", 28, Align::Right),
            ("单价（元）", 28, Align::Right),
            ("金额（元）", 30, Align::Right),
        ]);
        table.rows = self
            .utilities
            .iter()
            .map(|use_of| {
                Row::line([
                    use_of.name.to_string(),
                    use_of.method.to_string(),
                    format!("{} {}", use_of.volume, use_of.unit),
                    use_of.price.to_string(),
                    use_of.amount.amount().to_string(),
                ])
            })
            .collect();
        let total: Fen = self.utilities.iter().map(|use_of| use_of.amount.amount()).sum();
        table.rows.push(Row::total(["合计", "", "", "", &total.to_string()]));
        table
    }

    /// Fund, services, plans, answers.
    fn add_reports(&self, sections: &mut Sections) {
        if !self.fund.is_empty() {
            let mut table = table([("用途", 120, Align::Left), ("金额（元）", 50, Align::Right)]);
            table.rows = self
                .fund
                .iter()
                .map(|(name, sum)| Row::line([name.to_string(), sum.amount().to_string()]))
                .collect();
            sections.add("专项维修资金使用", [Block::Table(table)]);
        }
        if !self.services.is_empty() {
            let mut table = table([("服务内容", 36, Align::Left), ("本月情况", 134, Align::Left)]);
            table.rows = self
                .services
                .iter()
                .map(|report| Row::line([report.field.as_str(), report.done.as_str()]))
                .collect();
            sections.add("服务情况", [Block::Table(table)]);
        }
        if !self.plans.is_empty() {
            let plans = (1..).zip(&self.plans).map(|(n, plan)| text(format!("{n}. {plan}")));
            sections.add("下月计划", plans);
        }
        if !self.answers.is_empty() {
            let answers = self.answers.iter().map(|(question, answer)| {
                let words = Text::new().bold("问：").plain(question.as_str()).plain("\n").bold("答：");
                text(words.plain(answer.as_str()))
            });
            sections.add("异议答复", answers);
        }
    }

    fn signing(&self) -> Vec<Block> {
        let mut signers = vec!["制表", "项目经理", "财务"];
        if self.charging == ChargingForm::Remuneration {
            signers.push("业主委员会");
        }
        let blank = vec!["　\n　"; signers.len()];
        let mut table = table([]);
        table.columns = signers.iter().map(|title| Column::new(title, 1, Align::Left)).collect();
        table.look = Look::Grid;
        table.rows.push(Row::line(blank));
        vec![
            Block::Space(mm(2)),
            Block::Table(table),
            Block::Closing(vec![format!("{}（盖章）", self.company), phrase::date(self.posted)]),
        ]
    }

    fn slip(&self) -> Vec<Block> {
        if !self.objection_slip {
            return Vec::new();
        }
        let lines = [Block::Space(mm(9)), Block::Rule, Block::Space(mm(9)), Block::Rule];
        let mut slip = vec![
            Block::CutLine("意见反馈单".into()),
            text(format!("我对 {} 的公示有以下疑问或建议：", phrase_month(self))),
        ];
        slip.extend(lines);
        slip.push(text("如需回复，请写下方便的联系方式（可不填）。本单请交服务中心或投入意见箱。"));
        vec![Block::Together(slip)]
    }
}

fn phrase_month(of: &Disclosure) -> String {
    format!("{}年{}月", of.month.year(), of.month.month())
}

fn text(words: impl Into<Text>) -> Block {
    Block::Paragraph(Paragraph { style: Style::regular(BODY), ..Paragraph::flush(words) })
}

fn table<const N: usize>(columns: [(&str, i32, Align); N]) -> Table {
    let mut table = Table::new(columns.map(|(title, part, align)| Column::new(title, part, align)));
    table.size = BODY;
    table
}

/// The owners' own account, from opening to closing.
fn common_table(common: &CommonAccount) -> Table {
    let mut table = table([("项目", 120, Align::Left), ("金额（元）", 50, Align::Right)]);
    let line = |name: &str, amount: Fen| Row::line([name.to_owned(), amount.to_string()]);
    let sum = |name: &str, amount: Fen| Row::total([name.to_owned(), amount.to_string()]);
    table.rows.push(line("期初余额", common.opening));
    table
        .rows
        .extend(common.income.iter().map(|income| line(&format!("收入：{}", income.label), income.amount)));
    table.rows.push(sum("收入合计", common.income_total()));
    table.rows.push(line("减：合理成本", common.cost));
    table.rows.push(sum("净收益", common.net()));
    table.rows.extend(common.uses.iter().map(|spent| line(&format!("支出：{}", spent.label), spent.amount)));
    table.rows.push(sum("支出合计", common.uses_total()));
    table.rows.push(sum("期末余额（期初＋净收益－支出）", common.closing()));
    table
}
