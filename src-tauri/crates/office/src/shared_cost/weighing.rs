//! What every home weighs by the method of a bill, or why that cannot be said.

use super::{SharedRequest, rooms};
use crate::refusal::{SharedCostRefusal, WeightProblem};
use crate::{Office, OfficeError, Refusal, Result};
use rust_decimal::Decimal;
use std::collections::HashMap;
use zhangfang_domain::room::RoomNo;
use zhangfang_domain::shared_cost::{FloorWeights, Method};
use zhangfang_sheets::weights::read_weights;
use zhangfang_store::register::Home;

/// The word of the register for a home nobody lives in.
const VACANT: &str = "空置";

impl Office {
    /// The weight of every home, and whether the factor for vacancy is in it.
    pub(super) fn weighed(&self, request: &SharedRequest, homes: &[Home]) -> Result<Vec<(Decimal, bool)>> {
        refuse_idle_options(request)?;
        let weights = match (request.method, &request.weights, &request.floors) {
            (Method::Area, ..) => by_area(homes)?,
            (_, Some((name, bytes)), _) => self.by_list(name, bytes, homes)?,
            (Method::Usage, None, _) => self.by_meters(request, homes)?,
            (Method::Coefficient, None, Some(floors)) => by_floor(floors, homes)?,
            _ => vec![Decimal::ONE; homes.len()],
        };
        let Some(factor) = request.vacant else {
            return Ok(weights.into_iter().map(|weight| (weight, false)).collect());
        };
        let (accounts, day) = (self.accounts()?, request.months.last_day());
        let weighed = homes.iter().zip(weights).map(|(home, weight)| {
            let vacant = home.record.status.as_deref() == Some(VACANT) || accounts.vacant_on(home.id, day);
            (if vacant { weight * factor } else { weight }, vacant)
        });
        Ok(weighed.collect())
    }

    /// What the homes' own meters counted in readings of the months, meters in the same place together.
    fn by_meters(&self, request: &SharedRequest, homes: &[Home]) -> Result<Vec<Decimal>> {
        let reading = self.book.reading();
        let (first, last) = (request.months.first_day(), request.months.last_day());
        let mut used: HashMap<i64, Decimal> = HashMap::new();
        for meter in reading.meters()?.into_iter().filter(|m| Some(m.kind) == request.meters) {
            let Some(home) = meter.home else { continue };
            for interval in reading.intervals_of(&meter)? {
                if (first..=last).contains(&interval.to.day) {
                    *used.entry(home).or_default() += interval.usage;
                }
            }
        }
        let unread = homes.iter().filter(|home| !used.contains_key(&home.id));
        let rooms: Vec<String> = unread.map(|home| home.record.room_number()).collect();
        if !rooms.is_empty() {
            return Err(SharedCostRefusal::NotRead { rooms }.into());
        }
        Ok(homes.iter().filter_map(|home| used.get(&home.id).copied()).collect())
    }

    fn by_list(&self, name: &str, bytes: &[u8], homes: &[Home]) -> Result<Vec<Decimal>> {
        let sharing: HashMap<i64, usize> = homes.iter().enumerate().map(|(at, home)| (home.id, at)).collect();
        let mut weights: Vec<Option<Decimal>> = vec![None; homes.len()];
        let mut problems = Vec::new();
        for row in read_weights(bytes, name)? {
            let place = match self.home(&row.room) {
                Ok(home) => sharing.get(&home.id).copied().ok_or(WeightProblem::OutsideScope),
                Err(OfficeError::Refused(Refusal::SeveralHomes { .. })) => Err(WeightProblem::SeveralHomes),
                Err(OfficeError::Refused(_)) => Err(WeightProblem::UnknownRoom),
                Err(other) => return Err(other),
            };
            let problem = match (place, row.weight) {
                (Ok(at), Ok(weight)) if weights[at].is_none() => {
                    weights[at] = Some(weight);
                    continue;
                }
                (Ok(_), Ok(_)) => WeightProblem::Twice,
                (Ok(_), Err(text)) => WeightProblem::NotANumber { text },
                (Err(problem), _) => problem,
            };
            problems.push((row.row, row.room, problem));
        }
        if !problems.is_empty() {
            return Err(SharedCostRefusal::BadRows { problems }.into());
        }
        let lacking: Vec<&Home> =
            homes.iter().zip(&weights).filter(|(_, w)| w.is_none()).map(|(home, _)| home).collect();
        if !lacking.is_empty() {
            let rooms = lacking.into_iter().map(|home| home.record.room_number()).collect();
            return Err(SharedCostRefusal::NotListed { rooms }.into());
        }
        Ok(weights.into_iter().flatten().collect())
    }
}

/// Refuses options the method does not use: they would silently say nothing.
fn refuse_idle_options(request: &SharedRequest) -> Result<()> {
    let method = request.method;
    let listed = request.weights.is_some();
    let refused = match method {
        Method::Usage if listed && request.meters.is_some() => Some("户表读数（已有用量表）"),
        _ if method != Method::Usage && request.meters.is_some() => Some("户表读数"),
        Method::Area | Method::Home if listed || request.floors.is_some() => Some("系数表、楼层系数"),
        Method::Usage | Method::Fixed if request.floors.is_some() => Some("楼层系数"),
        Method::Coefficient if listed && request.floors.is_some() => Some("楼层系数（已有系数表）"),
        _ if request.vacant.is_some() && !method.takes_vacancy() => Some("空置系数"),
        _ => None,
    };
    if let Some(option) = refused {
        return Err(SharedCostRefusal::IdleOption { method, option }.into());
    }
    if matches!(method, Method::Usage | Method::Fixed) && !listed && request.meters.is_none() {
        return Err(SharedCostRefusal::ListNeeded { method }.into());
    }
    let nothing_given = !listed && request.floors.is_none() && request.vacant.is_none();
    if method == Method::Coefficient && nothing_given {
        return Err(SharedCostRefusal::ListNeeded { method }.into());
    }
    match request.vacant {
        Some(factor) if factor < Decimal::ZERO || factor > Decimal::ONE => {
            let value = factor.to_string();
            Err(Refusal::Unusable {
                field: "空置系数", value, expected: "0 到 1 之间的数，如 0.7"
            }
            .into())
        }
        _ => Ok(()),
    }
}

fn by_area(homes: &[Home]) -> Result<Vec<Decimal>> {
    let without: Vec<Home> = homes.iter().filter(|home| home.record.area().is_none()).cloned().collect();
    if !without.is_empty() {
        return Err(SharedCostRefusal::NoArea { rooms: rooms(&without) }.into());
    }
    Ok(homes.iter().filter_map(|home| home.record.area()).collect())
}

fn by_floor(text: &str, homes: &[Home]) -> Result<Vec<Decimal>> {
    let Some(floors) = FloorWeights::parse(text) else {
        let (value, expected) = (text.to_owned(), "“楼层=系数”，用逗号隔开，如 1=0,2=0.5,*=1");
        return Err(Refusal::Unusable { field: "楼层系数", value, expected }.into());
    };
    let of = |home: &Home| {
        let record = &home.record;
        floors.weight(RoomNo::new(&record.building, record.unit, &record.room).and_then(|room| room.floor()))
    };
    let without: Vec<Home> = homes.iter().filter(|home| of(home).is_none()).cloned().collect();
    if !without.is_empty() {
        return Err(SharedCostRefusal::NoFloor { rooms: rooms(&without) }.into());
    }
    Ok(homes.iter().filter_map(of).collect())
}
