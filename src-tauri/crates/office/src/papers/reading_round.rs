//! 抄表单 to carry and fill in by hand.

use super::lists::head;
use crate::{Occasion, Office, Result};
use zhangfang_documents::FontSet;
use zhangfang_documents::arrears_list::ListHead;
use zhangfang_documents::reading_round::{ReadingRound, RoundLine, rendered};
use zhangfang_domain::meter::Kind;

/// The reading round of a kind and some buildings, all when none is named.
///
/// # Errors
/// Of [`Office::round`], document and store errors.
pub fn reading_round(
    office: &Office,
    fonts: &FontSet,
    kind: Option<Kind>,
    buildings: &[String],
    occasion: &Occasion,
) -> Result<Vec<u8>> {
    let mut parts: Vec<(String, Vec<RoundLine>)> = Vec::new();
    for metered in office.round(kind, buildings)? {
        let part = match metered.meter.home {
            Some(_) => part_of(&metered.room),
            None => "公共表".to_owned(),
        };
        let last = metered.links.last();
        let line = RoundLine {
            kind: metered.meter.kind.label().to_owned(),
            code: metered.meter.code.clone(),
            last_day: last.map(|l| l.day),
            last: last.map(|l| l.value.to_string()).unwrap_or_default(),
            average: metered.monthly_average().map(|a| a.to_string()).unwrap_or_default(),
            room: metered.room,
        };
        match parts.last_mut() {
            Some((name, lines)) if *name == part => lines.push(line),
            _ => parts.push((part, vec![line])),
        }
    }
    let mut words: Vec<String> = kind.map(|k| k.label().to_owned()).into_iter().collect();
    words.extend(buildings.iter().map(|b| format!("{b}栋")));
    let list_head = ListHead { purpose: "抄表".to_owned(), ..head(office, "CB", "抄表单", occasion)? };
    Ok(rendered(fonts, &ReadingRound { head: list_head, selection: words.join("，"), parts })?)
}

/// `3栋 1单元` of room `3-1-301`.
fn part_of(room: &str) -> String {
    let mut parts = room.split('-');
    let (building, unit) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    format!("{building}栋 {unit}单元")
}
