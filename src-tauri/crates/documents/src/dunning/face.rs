//! The face of a notice: what stands where.

use super::{Dunning, DunningBatch};
use crate::debt;
use crate::error::DocumentError;
use crate::fonts::FontSet;
use crate::form::{self, BAND, FINE, Field, NAME, Passage, total_band};
use crate::length::{Len, Rect, Size, mm, pt, pt10};
use crate::letter::{Part, parts};
use crate::lines::Text;
use crate::pen::{Align, Pen, Style};
use crate::phrase;
use crate::table::Table;
use chrono::Datelike;
use zhangfang_domain::capital;
use zhangfang_domain::letter::{Field as Filled, Letter};

const LEFT: Len = mm(12);
const WIDTH: Len = mm(186);
const RIGHT: Len = LEFT + WIDTH;
const HEIGHT: Len = Size::A5_LANDSCAPE.height;
const TITLE: Style = Style::bold(pt(17));
const BODY: Style = Style::regular(pt(9));
/// Where the opening sentence begins.
const TEXT_TOP: Len = mm(27);
/// Height of the ways to pay, or of the record of delivery.
const FOOT: Len = mm(29);
const FOOT_TOP: Len = HEIGHT - mm(7) - FOOT;
const CODE: Len = pt(58);

/// The two copies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copy {
    Owner,
    Archive,
}

impl Copy {
    const fn label(self) -> &'static str {
        match self {
            Self::Owner => "第一联　业主联",
            Self::Archive => "第二联　存档联",
        }
    }
}

pub(super) struct Face<'b> {
    batch: &'b DunningBatch,
    letter: Letter,
}

impl<'b> Face<'b> {
    pub const fn new(batch: &'b DunningBatch) -> Self {
        Self { batch, letter: batch.text.letter() }
    }

    /// The copies of a notice, in the order they lie on the sheets: nobody signs for a reminder.
    const fn copies(&self) -> &'static [Copy] {
        match self.letter {
            Letter::PreDue | Letter::Gentle => &[Copy::Owner],
            _ => &[Copy::Owner, Copy::Archive],
        }
    }

    /// Draws the copies of a notice, half-sheet by half-sheet.
    pub fn draw(
        &self,
        pen: &mut Pen<'_>,
        notice: &Dunning,
        halves: &mut Vec<Vec<u8>>,
    ) -> Result<(), DocumentError> {
        let fonts = pen.fonts();
        let [opening, closing] = self.passages(fonts, notice);
        let top = TEXT_TOP + opening.iter().map(Passage::height).sum::<Len>() + mm(1);
        let closing_height = closing.iter().map(Passage::height).sum::<Len>() + mm(2);
        let as_of = self.batch.data_as_of.date();
        let table = Table { size: pt10(85), ..debt::table(&notice.debts, as_of) };
        let laid = table.laid(fonts, WIDTH);
        let more_room = HEIGHT - mm(13) - top;
        let ranges = form::shared_out(&laid, FOOT_TOP - closing_height - top, more_room, &notice.number)?;
        let count = ranges.len();
        for (n, range) in (1..).zip(ranges) {
            for copy in self.copies() {
                self.draw_head(pen, notice, *copy, (n, count));
                let mut y = TEXT_TOP;
                for passage in &opening {
                    y = passage.draw(pen, LEFT, y);
                }
                let bottom = laid.draw(pen, LEFT, top, range.clone());
                if n < count {
                    pen.text_within(LEFT, bottom + mm(4), WIDTH, Align::Right, NAME, "续下页");
                    halves.push(pen.lift()?);
                    continue;
                }
                let total = if self.letter == Letter::PreDue { "合计" } else { "未缴本金合计" };
                total_band(pen, (LEFT, bottom), WIDTH, total, notice.total);
                let mut y = bottom + BAND + mm(1);
                for passage in &closing {
                    y = passage.draw(pen, LEFT, y);
                }
                match copy {
                    Copy::Owner => self.draw_ways(pen, notice),
                    Copy::Archive => draw_delivery(pen),
                }
                halves.push(pen.lift()?);
            }
        }
        Ok(())
    }

    fn draw_head(&self, pen: &mut Pen<'_>, notice: &Dunning, copy: Copy, (page, count): (usize, usize)) {
        let office = &self.batch.office;
        let side = WIDTH * 3 / 10;
        let (sender, under) = match self.letter {
            Letter::Committee => (&self.batch.committee, ""),
            _ => (&office.company, office.centre.as_str()),
        };
        pen.text_within(LEFT, mm(12), side, Align::Left, Style::bold(pt10(95)), sender);
        pen.text_within(LEFT, mm(16), side, Align::Left, NAME, under);
        pen.text_within(LEFT + side, mm(15), WIDTH - 2 * side, Align::Centre, TITLE, self.letter.label());
        let number = format!("单号 {}", notice.number);
        pen.text_within(RIGHT - side, mm(12), side, Align::Right, Style::bold(pt10(95)), &number);
        let place = if count > 1 { format!("　第 {page} 页／共 {count} 页") } else { String::new() };
        let name = if self.copies().len() == 1 { "只给本户，请勿张贴" } else { copy.label() };
        let copy = format!("{name}{place}");
        pen.text_within(RIGHT - side, mm(16), side, Align::Right, NAME, &copy);
        pen.rule((LEFT, mm(18)), (RIGHT, mm(18)), pt10(9));
        let third = WIDTH / 3;
        let owner = notice.addressee.shown();
        let as_of = phrase::moment(self.batch.data_as_of);
        let room = Field { style: Style::bold(pt(12)), ..Field::new("房号", &notice.room) };
        let fields = [room, Field::new("业主", &owner), Field::new("数据截至", &as_of)];
        for (n, field) in (0..).zip(fields) {
            field.draw(pen, (LEFT + n * third, mm(24)), mm(14), third - mm(3));
        }
    }

    /// What stands above the table and below it.
    fn passages(&self, fonts: &FontSet, notice: &Dunning) -> [Vec<Passage>; 2] {
        let mut passages = [Vec::new(), Vec::new()];
        let mut below = 0;
        for part in parts(&self.batch.text, |field| self.value(notice, field)) {
            let (text, style) = match part {
                Part::Words(text) | Part::Salutation(text) => (text, BODY),
                Part::Fine(text) => (text, FINE),
                Part::Table => {
                    below = 1;
                    continue;
                }
                Part::Closing => continue,
            };
            passages[below].push(Passage::new(fonts, text, style, WIDTH));
        }
        passages
    }

    /// What a field says in this notice.
    fn value(&self, notice: &Dunning, field: Filled) -> Text {
        let (batch, office) = (self.batch, &self.batch.office);
        let bold = |words: &str| Text::new().bold(words);
        match field {
            Filled::Salutation | Filled::FullName => notice.addressee.called().into(),
            Filled::Room => bold(&notice.room),
            Filled::Principal => bold(&phrase::yuan(notice.total)),
            Filled::PrincipalCapital => capital::capital(notice.total).into(),
            Filled::DueDay => {
                let due = notice.debts.iter().map(|debt| debt.due).min();
                bold(&due.map(phrase::date).unwrap_or_default())
            }
            Filled::Basis if batch.clause.is_empty() => Text::new(),
            Filled::Basis => format!("依据{}，", batch.clause).into(),
            Filled::Earlier => contacts(notice).into(),
            Filled::LateNote => notice.late_charge.as_ref().map_or_else(Text::new, |late| {
                let day = phrase::date(batch.data_as_of.date());
                format!(
                    "按{}，截至{day}可计违约金 {} 元；此项供您知悉，未计入上列合计。",
                    late.basis, late.amount
                )
                .into()
            }),
            Filled::CostNote if notice.costs.is_positive() => {
                format!("另有实现债权的费用 {} 元未付，未计入上列合计。", notice.costs).into()
            }
            Filled::Deadline => bold(&phrase::date(batch.deadline)),
            Filled::ContactPerson => bold(&debt::contact(&batch.contact_person, office)),
            Filled::Phone => office.enquiry_phone.as_str().into(),
            Filled::Hours => office.counter_hours.as_str().into(),
            Filled::Ways => debt::ways(office).into(),
            Filled::Route => debt::dispute_route(office, batch.forum).into(),
            Filled::AsOf => phrase::date(batch.data_as_of.date()).into(),
            _ => Text::new(),
        }
    }

    /// The foot of the owner's copy.
    fn draw_ways(&self, pen: &mut Pen<'_>, notice: &Dunning) {
        let office = &self.batch.office;
        pen.rule((LEFT, FOOT_TOP), (RIGHT, FOOT_TOP), pt10(4));
        let width = WIDTH - CODE - mm(6);
        let hours = format!("柜台 {}　咨询电话 {}", office.counter_hours, office.enquiry_phone);
        let mut y = FOOT_TOP + mm(1);
        for (name, value) in [("缴费方式　", debt::ways(office)), ("联系我们　", hours)] {
            y = Passage::new(pen.fonts(), Text::new().bold(name).plain(&value), FINE, width)
                .draw(pen, LEFT, y);
        }
        if y > HEIGHT - mm(14) {
            pen.no_room("the ways to pay");
        }
        let by = if self.letter == Letter::Committee { &self.batch.committee } else { &office.centre };
        let signed = format!("{by}（盖章）　{}", phrase::date(self.batch.dated));
        pen.text_within(LEFT, HEIGHT - mm(9), width, Align::Right, BODY, &signed);
        let code_x = RIGHT - CODE;
        pen.qr(code_x, FOOT_TOP + mm(2), CODE, &notice.reference);
        let caption = FOOT_TOP + mm(5) + CODE;
        pen.text_within(code_x, caption, CODE, Align::Centre, Style::regular(pt(7)), &notice.reference);
    }
}

/// Earlier contacts as a sentence; the year is told where it is not that of the first one.
fn contacts(notice: &Dunning) -> String {
    let Some(first) = notice.contacts.first() else { return String::new() };
    let told = notice.contacts.iter().map(|contact| {
        let day = if contact.on == first.on || contact.on.year() != first.on.year() {
            phrase::date(contact.on)
        } else {
            format!("{}月{}日", contact.on.month(), contact.on.day())
        };
        format!("{day}（{}）", contact.way)
    });
    format!("我们曾于{}与您联系。", told.collect::<Vec<_>>().join("、"))
}

/// The foot of the copy for the archive, filled in by hand.
fn draw_delivery(pen: &mut Pen<'_>) {
    pen.frame(Rect { x: LEFT, y: FOOT_TOP, width: WIDTH, height: FOOT }, pt10(6));
    let lines = [
        "方式　□ 当面　□ 投递信箱　□ 邮寄　□ 短信或微信",
        "时间　　　　　年　　月　　日　　时　　分",
        "签收人　　　　　　　　　　　关系　□ 本人　□ 同住成年家属　□ 授权人　□ 其他",
        "经办人　　　　　　　　　　　备注",
    ];
    pen.text(LEFT + mm(3), FOOT_TOP + FOOT / 2 + BODY.drop(), Style::bold(pt(10)), "送达");
    let x = LEFT + mm(14);
    pen.rule((x, FOOT_TOP), (x, FOOT_TOP + FOOT), pt10(4));
    let step = FOOT / 4;
    for (n, line) in (0..).zip(lines) {
        let y = FOOT_TOP + n * step;
        if n > 0 {
            pen.rule((x, y), (RIGHT, y), pt10(3));
        }
        pen.text(x + mm(3), y + step / 2 + BODY.drop(), BODY, line);
    }
}
