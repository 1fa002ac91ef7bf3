//! A form on paper, in whatever state it is.

use crate::form::{DetailLine, Form, FormKind, Terms, terms_of};
use crate::{Occasion, Office, Result};
use zhangfang_documents::office_form::{self, FormLine, OfficeForm, Opinion, Payee};
use zhangfang_documents::{FontSet, Imprint};
use zhangfang_domain::approval::Role;
use zhangfang_domain::method::Method;

/// Prints a form. It has its number since it was filed; printing writes nothing.
///
/// # Errors
/// [`crate::Refusal::Unknown`], document and store errors.
pub fn form(office: &Office, fonts: &FontSet, number: &str, occasion: &Occasion) -> Result<super::Paper> {
    let found = office.form(number)?;
    let model = model(office, &found, occasion)?;
    let bytes = office_form::rendered(fonts, &model)?;
    Ok(super::Paper { file_name: format!("{}-{}.pdf", model.title, found.number), bytes, count: 1 })
}

fn model(office: &Office, form: &Form, occasion: &Occasion) -> Result<OfficeForm> {
    let details = office.details(form)?;
    let profile = office.profile()?;
    let kind = FormKind::from_code(&form.kind);
    let title = kind.map_or("审批单", FormKind::label).to_owned();
    let line = |l: DetailLine| FormLine { what: l.what, note: l.note, amount: l.amount };
    let imprint = Imprint {
        title: format!("{title} {}", form.number),
        number: form.number.clone(),
        printed: occasion.now,
    };
    Ok(OfficeForm {
        imprint,
        company: profile.company,
        centre: profile.office,
        title,
        state: office.state(form)?.stamp().to_owned(),
        applicant: form.applicant.clone(),
        filed: form.filed,
        room: details.room,
        owner: details.owner,
        reason: form.reason.clone(),
        facts: details.facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        heading: details.heading.to_owned(),
        lines: details.lines.into_iter().map(line).collect(),
        sum_name: details.sum.to_owned(),
        sum: form.fen,
        effect: details.effect.to_owned(),
        opinions: opinions(office, form, kind)?,
        payee: payee(office, form)?,
    })
}

/// 客服 → 经理 or 公司 → 财务: what is known stands printed, the rest is signed by hand.
fn opinions(office: &Office, form: &Form, kind: Option<FormKind>) -> Result<Vec<Opinion>> {
    let applied = Opinion {
        step: "客服申请".to_owned(),
        words: "申请办理".to_owned(),
        who: form.applicant.clone(),
        on: Some(form.filed),
    };
    let decided = match &form.verdict {
        Some(verdict) => Opinion {
            step: format!("{}审批", Role::from_code(&verdict.role).map_or("", Role::label)),
            words: if verdict.note.is_empty() { "申请人撤回".to_owned() } else { verdict.note.clone() },
            who: verdict.by.clone(),
            on: Some(verdict.on),
        },
        None => Opinion { step: format!("{}审批", office.least_role(form)?.label()), ..Opinion::default() },
    };
    let mut opinions = vec![applied, decided];
    if kind.is_some_and(FormKind::pays_out) {
        let paid = office.payout(form)?;
        opinions.push(Opinion {
            step: "财务付款".to_owned(),
            words: match &paid {
                Some(paid) if paid.taken_back => "已付，当天收回".to_owned(),
                Some(_) => "已付".to_owned(),
                None => String::new(),
            },
            who: paid.as_ref().map(|p| p.by.clone()).unwrap_or_default(),
            on: paid.map(|p| p.on),
        });
    }
    Ok(opinions)
}

fn payee(office: &Office, form: &Form) -> Result<Option<Payee>> {
    let name = match terms_of(form)? {
        Terms::Refund(refund) => refund.payee,
        Terms::DepositReturn(back) => back.payee,
        _ => return Ok(None),
    };
    let paid = office.payout(form)?;
    let method =
        paid.as_ref().and_then(|p| Method::from_code(&p.method)).map_or("", Method::label).to_owned();
    let on = paid.as_ref().map(|p| p.on);
    Ok(Some(Payee { name, method, on, reference: paid.and_then(|p| p.reference).unwrap_or_default() }))
}
