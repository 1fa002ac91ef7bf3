//! 车位退租单 on paper, from the form as it was filed.

use super::{Paper, require};
use crate::form::{Terms, terms_of};
use crate::statement::period_text;
use crate::{Occasion, Office, Refusal, Result};
use zhangfang_documents::parking_end::{self, ParkingEnd};
use zhangfang_documents::{FontSet, Imprint, phrase};
use zhangfang_domain::parking::PartRule;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::approval::Form;

/// The paper of a 车位退租单.
///
/// # Errors
/// [`Refusal::Unknown`] for a form that is none of these, [`Refusal::ProfileIncomplete`], document and store errors.
pub fn parking_end(office: &Office, fonts: &FontSet, number: &str, occasion: &Occasion) -> Result<Paper> {
    let profile = office.profile()?;
    require(&profile, &["office", "phone"])?;
    let form = office.form(number)?;
    let Terms::ParkingEnd(end) = terms_of(&form)? else {
        return Err(Refusal::Unknown { kind: "车位退租单", name: number.to_owned() }.into());
    };
    let contract = office.parking_contracts(None)?.into_iter().find(|c| c.id == end.contract);
    let contract =
        contract.ok_or_else(|| Refusal::Unknown { kind: "车位合同", name: end.contract.to_string() })?;
    let mut lines = Vec::new();
    for part in &end.parts {
        let Some(month) = Month::parse(&part.0) else { continue };
        let last_month = month == Month::of(end.last) && contract.rent.part == PartRule::ByDay;
        let left = (month.last_day() - end.last).num_days();
        let words = if last_month {
            format!(
                "{} 元 × {left}/{} 天（用到{}）",
                contract.rent.monthly,
                month.days(),
                phrase::date(end.last)
            )
        } else {
            "整月未用".to_owned()
        };
        lines.push((period_text(Months::single(month)), words, Fen(part.1)));
    }
    let model = ParkingEnd {
        imprint: Imprint {
            title: format!("车位退租单 {}", form.number),
            number: form.number.clone(),
            printed: occasion.now,
        },
        company: profile.company,
        centre: profile.office,
        room: office.room(contract.home)?,
        payer: contract.payer,
        space: contract.code,
        plate: contract.plate.unwrap_or_default(),
        clause: contract.clause,
        monthly: contract.rent.monthly,
        from: contract.rent.from,
        last: end.last,
        part: contract.rent.part.label().to_owned(),
        lines,
        back: form.fen,
        kept: Fen(end.kept),
        reason: form.reason.clone(),
        filed: (form.applicant.clone(), form.filed),
        state: state(&form),
    };
    let bytes = parking_end::rendered(fonts, &model)?;
    Ok(Paper { file_name: format!("车位退租单-{}.pdf", form.number), bytes, count: 1 })
}

fn state(form: &Form) -> String {
    match &form.verdict {
        None => "待审批".to_owned(),
        Some(v) if v.approved => format!("已批准：{}　{}", v.by, phrase::date(v.on)),
        Some(v) if v.word == "withdrawn" => format!("已撤回：{}", phrase::date(v.on)),
        Some(v) => format!("已驳回：{}　{}", v.by, phrase::date(v.on)),
    }
}
