//! The face of a slip: what stands where.

use super::{CODE, LEAST_ROOM, LEFT, Panel, Slip, SlipBatch, SlipOffice, TABLE_TOP, TABLE_TYPE, WIDTH};
use crate::error::DocumentError;
use crate::fonts::FontSet;
use crate::form::{self, FINE, Field, NAME, total_band};
use crate::length::{Len, Size, mm, pt, pt10};
use crate::lines::{self, Line, Text};
use crate::pen::{Align, Pen, Style};
use crate::phrase;
use crate::table::{Column, Row, Table};
use zhangfang_domain::Fen;

/// The parts that are the same on every slip, measured once.
pub(super) struct Form<'b> {
    batch: &'b SlipBatch,
    foot: Vec<(&'static str, Text, Vec<Line>)>,
    /// Where the foot begins; the table ends above it.
    foot_top: Len,
    columns: Vec<Column>,
}

const HEIGHT: Len = Size::A5_LANDSCAPE.height;
const FOOT_LEADING: Len = pt10(112);
const FOOT_NAME: Len = mm(17);
const FOOT_WIDTH: Len = WIDTH - mm(30);
/// Three fields beside each other.
const FIELD: Len = WIDTH / 3;
const FIELD_NAME: Len = mm(15);
const ROW_ONE: Len = mm(24);
const ROW_TWO: Len = mm(31);

impl<'b> Form<'b> {
    pub fn new(fonts: &FontSet, batch: &'b SlipBatch) -> Result<Self, DocumentError> {
        let foot: Vec<_> = foot_texts(&batch.office, &phrase::moment(batch.data_as_of))
            .into_iter()
            .map(|(name, text)| {
                let lines = lines::broken(fonts, &text, FINE, FOOT_WIDTH - FOOT_NAME, 0);
                (name, text, lines)
            })
            .collect();
        let count = foot.iter().map(|(_, _, lines)| lines.len()).sum::<usize>();
        let height = (Len::try_from(count).unwrap_or(100) * FOOT_LEADING).max(CODE + mm(6));
        let foot_top = HEIGHT - mm(8) - height;
        if foot_top - TABLE_TOP < LEAST_ROOM {
            return Err(DocumentError::NoRoom {
                what: "the ways to pay",
                whose: batch.imprint.number.clone(),
            });
        }
        let columns = vec![
            Column::new("收费项目", 34, Align::Left),
            Column::new("计费依据", 82, Align::Left),
            Column::new("应收（元）", 24, Align::Right),
            Column::new("减免（元）", 22, Align::Right),
            Column::new("应缴（元）", 24, Align::Right),
        ];
        Ok(Self { batch, foot, foot_top, columns })
    }

    /// Draws what is the same on every slip.
    pub fn draw_fixed(&self, pen: &mut Pen<'_>) {
        let office = &self.batch.office;
        let (right, third) = (LEFT + WIDTH, WIDTH / 3);
        pen.text_within(LEFT, mm10_down(118), third, Align::Left, Style::bold(pt10(95)), &office.company);
        pen.text_within(LEFT, mm10_down(162), third, Align::Left, NAME, &office.centre);
        pen.text_within(
            LEFT + third,
            mm10_down(152),
            third,
            Align::Centre,
            Style::bold(pt(18)),
            "缴费通知单",
        );
        let printed = format!("打印时间 {}", phrase::moment(self.batch.imprint.printed));
        pen.text_within(right - third, mm10_down(162), third, Align::Right, NAME, &printed);
        pen.rule((LEFT, mm10_down(185)), (right, mm10_down(185)), pt10(9));
        let names = [["房号", "业主", "建筑面积"], ["计费期间", "缴费截止", "数据截至"]];
        for (row, y) in names.iter().zip([ROW_ONE, ROW_TWO]) {
            for (n, name) in (0..).zip(row) {
                pen.text(LEFT + n * FIELD, y, NAME, name);
            }
        }
        let as_of = phrase::moment(self.batch.data_as_of);
        Field::new("", &as_of).draw(pen, (LEFT + 2 * FIELD, ROW_TWO), FIELD_NAME, FIELD);
        self.draw_foot(pen);
    }

    fn draw_foot(&self, pen: &mut Pen<'_>) {
        pen.rule((LEFT, self.foot_top - mm(1)), (LEFT + WIDTH, self.foot_top - mm(1)), pt10(4));
        let mut base = self.foot_top + FOOT_LEADING / 2 + FINE.drop() + mm(1);
        for (name, text, broken) in &self.foot {
            pen.text(LEFT, base, Style::bold(FINE.size), name);
            pen.lines((LEFT + FOOT_NAME, base), FINE, FOOT_LEADING, text, broken, None);
            base += FOOT_LEADING * Len::try_from(broken.len()).unwrap_or(1);
        }
    }

    /// Draws one slip on as many half-sheets as it needs.
    pub fn draw_slip(
        &self,
        pen: &mut Pen<'_>,
        slip: &Slip,
        panels: &mut Vec<Panel>,
    ) -> Result<(), DocumentError> {
        let summed = slip.summed();
        if summed != slip.total {
            let whose = slip.number.clone();
            return Err(DocumentError::TotalsDisagree { whose, stated: slip.total, summed });
        }
        pen.about(&slip.room);
        let table = Table { rows: rows(slip), size: TABLE_TYPE, ..Table::new(self.columns.clone()) };
        let laid = table.laid(pen.fonts(), WIDTH);
        let room = self.foot_top - TABLE_TOP - mm(3);
        let ranges = form::shared_out(&laid, room, room - mm(5), &slip.number)?;
        let count = ranges.len();
        for (n, range) in ranges.into_iter().enumerate() {
            pen.form(0);
            self.draw_head(pen, slip, (n + 1, count));
            let last = range.end == laid.len() && n + 1 == count;
            let bottom = laid.draw(pen, LEFT, TABLE_TOP, range);
            if last {
                total_band(pen, (LEFT, bottom), WIDTH, "本次合计", slip.total);
            } else {
                pen.text_within(LEFT, bottom + mm(4), WIDTH, Align::Right, NAME, "续下页");
            }
            panels.push(Panel { content: pen.lift()?, begins: n == 0 });
        }
        Ok(())
    }

    fn draw_head(&self, pen: &mut Pen<'_>, slip: &Slip, (page, count): (usize, usize)) {
        let right = LEFT + WIDTH;
        let number = format!("单号 {}", slip.number);
        pen.text_within(right - FIELD, mm10_down(118), FIELD, Align::Right, Style::bold(pt10(95)), &number);
        let place = format!("第 {page} 页／共 {count} 页");
        pen.text_within(right - FIELD, mm10_down(378), FIELD, Align::Right, NAME, &place);
        if page > 1 {
            let title = pen.width(Style::bold(pt(18)), "缴费通知单");
            pen.text(LEFT + (WIDTH + title) / 2 + mm(2), mm10_down(152), NAME, "（接上页）");
        }
        let owner = slip.addressee.shown();
        let area = slip.area.map_or_else(|| "—".to_owned(), phrase::area);
        let (from, to) = slip.period;
        let (period, due) = (phrase::period(from, to), phrase::date(slip.due));
        let at = |column: Len, row: Len| (LEFT + column * FIELD, row);
        Field { style: Style::bold(pt(13)), ..Field::new("", &slip.room) }.draw(
            pen,
            at(0, ROW_ONE),
            FIELD_NAME,
            FIELD,
        );
        Field::new("", &owner).draw(pen, at(1, ROW_ONE), FIELD_NAME, FIELD);
        Field::new("", &area).draw(pen, at(2, ROW_ONE), FIELD_NAME, FIELD);
        Field::new("", &period).draw(pen, at(0, ROW_TWO), FIELD_NAME, FIELD - mm(2));
        Field::new("", &due).strong().draw(pen, at(1, ROW_TWO), FIELD_NAME, FIELD);
        let greeting = format!(
            "{}，您好！您名下本期费用及计算依据如下，共 {} 元，请您核对。",
            slip.addressee.called(),
            slip.total
        );
        pen.text_within(LEFT, mm10_down(378), WIDTH - mm(28), Align::Left, Style::regular(pt(9)), &greeting);
        let code_x = right - CODE;
        pen.qr(code_x, self.foot_top + mm(1), CODE, &slip.payment_reference);
        let caption = mm(5) + CODE + self.foot_top;
        pen.text_within(code_x, caption, CODE, Align::Centre, Style::regular(pt(7)), &slip.payment_reference);
    }
}

/// Tenths of a millimetre from the top; a short name keeps the drawing code readable.
const fn mm10_down(tenths: i32) -> Len {
    crate::length::mm10(tenths)
}

fn rows(slip: &Slip) -> Vec<Row> {
    let discount = |amount: Fen| if amount.is_zero() { "—".to_owned() } else { (-amount).to_string() };
    let single = |item: &str, basis: Text, amount: Fen| {
        let figures = amount.to_string();
        Row::line([item.into(), basis, figures.clone().into(), "—".into(), figures.into()])
    };
    let mut rows: Vec<Row> = slip
        .lines
        .iter()
        .map(|line| {
            Row::line([
                line.item.clone(),
                line.basis.clone(),
                line.amount.to_string(),
                discount(line.discount),
                (line.amount - line.discount).to_string(),
            ])
        })
        .collect();
    for old in &slip.arrears {
        let basis =
            Text::new().bold("往期欠费").plain("　").plain(&phrase::period(old.period.0, old.period.1));
        rows.push(single(&old.item, basis, old.amount));
    }
    if let Some(late) = &slip.late_charge {
        let memo = format!("按{}可计 {} 元，供参考，未计入合计", late.basis, late.amount);
        rows.push(Row::line(["违约金".to_owned(), memo, "—".to_owned(), "—".to_owned(), "—".to_owned()]));
    }
    if let Some(prepaid) = slip.prepaid {
        let left = phrase::yuan(prepaid.balance - prepaid.drawn);
        let basis = format!("预存余额 {}，抵扣后余额 {left}", phrase::yuan(prepaid.balance));
        let drawn = (-prepaid.drawn).to_string();
        rows.push(Row::line(["预存抵扣".to_owned(), basis, "—".to_owned(), "—".to_owned(), drawn]));
    }
    rows
}

fn foot_texts(office: &SlipOffice, as_of: &str) -> Vec<(&'static str, Text)> {
    let mut texts = Vec::new();
    if let Some(account) = &office.account {
        let text = format!("户名 {}　开户行 {}　账号 ", account.holder, account.bank);
        let hint = format!("　附言 {}", account.remark_hint);
        texts.push(("银行转账", Text::new().plain(&text).bold(&account.number).plain(&hint)));
    }
    if !office.other_ways.is_empty() {
        texts.push(("其他方式", office.other_ways.join("；").into()));
    }
    texts.push((
        "联系我们",
        format!(
            "柜台 {}　咨询电话 {}　投诉电话 {}",
            office.counter_hours, office.enquiry_phone, office.complaint_phone
        )
        .into(),
    ));
    texts.push(("计费依据", office.tariff_basis.as_str().into()));
    let questions = format!(
        "本单数据截至 {as_of}，如您已缴费，请忽略本通知。如对费用有疑问，请在 {} 日内与我们联系，我们将当面逐项核对。",
        office.question_days
    );
    texts.push(("温馨说明", questions.into()));
    texts
}
