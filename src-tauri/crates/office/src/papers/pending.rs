//! Pending.
#![allow(missing_docs, clippy::missing_errors_doc, clippy::todo, unused_variables)]
use super::Paper;
use crate::arrears::ArrearsFilter;
use crate::{Occasion, Office, Result, Refusal};
use zhangfang_documents::FontSet;
use zhangfang_domain::{Month, Months};
pub const LEAST_DEMAND_DAYS: u32 = 15;
#[derive(Clone, Debug)]
pub struct DunningRequest { pub filter: ArrearsFilter, pub days: u32, pub contact: String }
pub fn posters(office: &mut Office, fonts: &FontSet, months: Months, buildings: &[String], occasion: &Occasion) -> Result<Vec<Paper>> { Ok(Vec::new()) }
pub fn dunning_notices(office: &mut Office, fonts: &FontSet, round: u8, request: &DunningRequest, occasion: &Occasion) -> Result<Paper> { Err(Refusal::NobodyConcerned.into()) }
pub fn demands(office: &mut Office, fonts: &FontSet, request: &DunningRequest, occasion: &Occasion) -> Result<Paper> { Err(Refusal::NobodyConcerned.into()) }
pub fn arrears_list(office: &Office, fonts: &FontSet, filter: &ArrearsFilter, occasion: &Occasion) -> Result<Vec<u8>> { Ok(Vec::new()) }
pub fn disclosure(office: &mut Office, fonts: &FontSet, month: Month, occasion: &Occasion) -> Result<Vec<u8>> { Ok(Vec::new()) }
pub fn day_report(office: &Office, fonts: &FontSet, occasion: &Occasion) -> Result<Vec<u8>> { Ok(Vec::new()) }
