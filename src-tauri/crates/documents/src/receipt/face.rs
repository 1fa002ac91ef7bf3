//! The face of a receipt: what stands where.

use super::{Receipt, Stock};
use crate::error::DocumentError;
use crate::form::{self, BAND, FINE, Field, NAME, VALUE, total_band};
use crate::length::{Len, Rect, mm, mm10, pt, pt10};
use crate::pen::{Align, Pen, Style};
use crate::phrase;
use crate::table::{Column, Look, Row, Table};
use zhangfang_domain::Fen;

pub(super) struct Face<'r> {
    receipt: &'r Receipt,
    /// Inside the margins.
    area: Rect,
}

/// Below the total: payment, remark, order of settlement, signatures, foot.
const TAIL: Len = mm(35);
const FIELD_NAME: Len = mm(15);

impl<'r> Face<'r> {
    pub fn new(receipt: &'r Receipt, stock: Stock) -> Self {
        let size = stock.size();
        // Continuous paper loses half an inch to the holes at either side.
        let side = match stock {
            Stock::A5 => mm(13),
            Stock::Continuous => mm(20),
        };
        let area =
            Rect { x: side, y: mm(8), width: size.width - 2 * side - mm(5), height: size.height - mm(14) };
        Self { receipt, area }
    }

    /// Draws all but the name of the copy; one content for each page.
    pub fn draw_body(&self, pen: &mut Pen<'_>) -> Result<Vec<Vec<u8>>, DocumentError> {
        let columns = [
            Column::new("收费项目", 40, Align::Left),
            Column::new("所属期间", 62, Align::Left),
            Column::new("单价", 28, Align::Right),
            Column::new("数量", 24, Align::Right),
            Column::new("金额（元）", 30, Align::Right),
        ];
        let table = Table { rows: self.rows(), look: Look::Grid, ..Table::new(columns) };
        let laid = table.laid(pen.fonts(), self.area.width);
        let top = self.area.y + if self.one_home() { mm(31) } else { mm(25) };
        let room = self.area.bottom() - TAIL - top;
        // Without total and payment there is more room for lines.
        let ranges = form::shared_out(&laid, room, room + mm(8), &self.receipt.number)?;
        let count = ranges.len();
        let mut bodies = Vec::with_capacity(count);
        for (n, range) in ranges.into_iter().enumerate() {
            self.draw_marks(pen);
            self.draw_head(pen, n + 1);
            let bottom = laid.draw(pen, self.area.x, top, range);
            if n + 1 == count {
                total_band(pen, (self.area.x, bottom), self.area.width, "合计", self.receipt.total);
                for x in [self.area.x, self.area.right()] {
                    pen.rule((x, bottom), (x, bottom + BAND), pt10(9));
                }
                self.draw_payment(pen, bottom + BAND + mm(6));
            } else {
                let below = bottom + mm(4);
                pen.text_within(self.area.x, below, self.area.width, Align::Right, NAME, "续下页");
            }
            self.draw_tail(pen, (n + 1, count));
            bodies.push(pen.lift()?);
        }
        Ok(bodies)
    }

    /// Draws the name of the copy down the right edge.
    pub fn draw_copy(&self, pen: &mut Pen<'_>, copy: &str) {
        let style = Style::regular(pt(9));
        let x = self.area.right() + mm(2);
        let mut y = self.area.y + mm(34);
        for c in copy.chars() {
            pen.text(x, y, style, c.encode_utf8(&mut [0; 4]));
            y += pt10(115);
        }
    }

    const fn one_home(&self) -> bool {
        self.receipt.homes.len() == 1
    }

    fn rows(&self) -> Vec<Row> {
        let receipt = self.receipt;
        let mut rows = Vec::new();
        for home in &receipt.homes {
            if !self.one_home() {
                let sum: Fen = home.lines.iter().map(|line| line.amount).sum();
                rows.push(Row::group(&format!("{}　{}　小计 {}", home.room, home.owner, phrase::yuan(sum))));
            }
            for line in &home.lines {
                rows.push(Row::line([
                    line.item.clone(),
                    line.period.clone(),
                    line.price.clone(),
                    line.quantity.clone(),
                    line.amount.to_string(),
                ]));
            }
        }
        let mut prepaid = |name: &str, amount: Fen| {
            if !amount.is_zero() {
                rows.push(Row::line([
                    name.to_owned(),
                    String::new(),
                    String::new(),
                    String::new(),
                    amount.to_string(),
                ]));
            }
        };
        prepaid("预存存入", receipt.prepaid_in);
        prepaid("预存抵扣", -receipt.prepaid_drawn);
        rows
    }

    fn draw_head(&self, pen: &mut Pen<'_>, page: usize) {
        let Rect { x, y, width, .. } = self.area;
        let receipt = self.receipt;
        let third = width / 3;
        pen.text_within(x, y + mm(4), third, Align::Left, Style::bold(pt10(95)), &receipt.company);
        pen.text_within(x, y + mm10(85), third, Align::Left, NAME, &receipt.centre);
        let title = Style::bold(pt(19));
        let words = if receipt.deposit.is_some() { "押 金 收 据" } else { "收 款 收 据" };
        pen.text_within(x + third, y + mm10(75), third, Align::Centre, title, words);
        let half = pen.width(title, words) / 2 + mm(3);
        pen.rule((x + width / 2 - half, y + mm(10)), (x + width / 2 + half, y + mm(10)), pt10(6));
        if page > 1 {
            pen.text(x + width / 2 + half, y + mm10(75), NAME, "（接上页）");
        }
        let number = format!("No. {}", receipt.number);
        pen.text_within(x + 2 * third, y + mm(7), third, Align::Right, Style::bold(pt(13)), &number);
        let received = phrase::date(receipt.received);
        let first = y + mm(18);
        Field::new("收款日期", &received).draw(pen, (x, first), FIELD_NAME, third);
        Field::new("交款人", &receipt.payer).strong().draw(pen, (x + third, first), mm(12), 2 * third);
        match receipt.homes.as_slice() {
            [home] => {
                let second = first + mm(6);
                Field::new("房号", &home.room).strong().draw(pen, (x, second), FIELD_NAME, third);
                Field::new("业主", &home.owner).draw(pen, (x + third, second), mm(12), 2 * third);
            }
            homes => {
                let count = format!("共 {} 处，见下表", homes.len());
                Field::new("房号", &count).draw(pen, (x + 2 * third, first), mm(12), third);
            }
        }
    }

    /// How it was paid and what stays open: directly under the table, on the last page only.
    fn draw_payment(&self, pen: &mut Pen<'_>, mut y: Len) {
        let Rect { x, width, .. } = self.area;
        let receipt = self.receipt;
        let mut way = receipt.tender.method.clone();
        if !receipt.tender.reference.is_empty() {
            way.push_str(&format!("（{}）", receipt.tender.reference));
        }
        if let Some(cash) = receipt.tender.cash {
            way.push_str(&format!(
                "　实收 {}　找零 {}",
                phrase::yuan(cash.handed),
                phrase::yuan(cash.change)
            ));
        }
        let half = width / 2;
        Field::new("支付方式", &way).draw(pen, (x, y), FIELD_NAME, half + mm(8));
        let mut rest = Vec::new();
        if let Some(balance) = receipt.prepaid_balance {
            rest.push(format!("预存余额 {}", phrase::yuan(balance)));
        }
        let beside = receipt.open_beside.iter().map(|(item, fen)| format!("{item} {fen}"));
        let beside = beside.collect::<Vec<_>>().join("、");
        let of_it = if beside.is_empty() { beside } else { format!("（其中{beside}）") };
        if receipt.deposit.is_none() {
            rest.push(format!("尚欠 {}{of_it}", phrase::yuan(receipt.still_open)));
        }
        let rest = rest.join("　");
        pen.text_within(x + half + mm(10), y, half - mm(10), Align::Right, VALUE, &rest);
        y += mm10(55);
        if !receipt.remark.is_empty() {
            Field::new("备注", &receipt.remark).draw(pen, (x, y), FIELD_NAME, width);
            y += mm(4);
        }
        if !receipt.order.is_empty() {
            pen.text_within(x, y, width, Align::Left, FINE, &format!("冲抵顺序：{}。", receipt.order));
        }
    }

    fn draw_tail(&self, pen: &mut Pen<'_>, (page, count): (usize, usize)) {
        let Rect { x, width, .. } = self.area;
        let receipt = self.receipt;
        let y = self.area.bottom() - mm(10);
        let quarter = width / 4;
        let people = [("收款人", &receipt.cashier), ("经手", &receipt.handler), ("审核", &receipt.reviewer)];
        for (n, (name, who)) in (0..).zip(people) {
            Field::new(name, who).draw(pen, (x + n * quarter, y), mm(11), quarter);
        }
        pen.text(x + 3 * quarter, y, NAME, "收款单位（收费专用章）");
        let foot = self.area.bottom();
        pen.rule((x, foot - mm(5)), (x + width, foot - mm(5)), pt10(4));
        let note = match &receipt.deposit {
            Some(_) => "本收据仅为押金收付凭证，退还时请带回；押金不是收费，不开发票。".to_owned(),
            None => format!("本收据仅为收款凭证；如需发票，请在 {} 个月内登记。", receipt.invoice_months),
        };
        pen.text_within(x, foot, width * 55 / 100, Align::Left, FINE, &note);
        let printed = format!("打印 {}　第 {page} 页／共 {count} 页", phrase::moment(receipt.printed));
        pen.text_within(x + width * 55 / 100, foot, width * 45 / 100, Align::Right, FINE, &printed);
    }

    fn draw_marks(&self, pen: &mut Pen<'_>) {
        let Rect { x, y, width, height } = self.area;
        let receipt = self.receipt;
        if receipt.reprint > 0 {
            let mark = format!("补打第{}次", receipt.reprint);
            let style = Style::bold(pt(9));
            pen.text_within(x + width / 3 * 2, y + mm(12), width / 3, Align::Right, style, &mark);
        }
        if let Some(voided) = &receipt.voided {
            pen.stamp((x + width / 2, y + height / 2), pt(64), "作废");
            let reason = format!("作废　{}　原因：{}", phrase::date(voided.on), voided.reason);
            let style = Style::bold(pt(10));
            pen.text_within(x, self.area.bottom() - mm10(155), width, Align::Left, style, &reason);
        }
    }
}
