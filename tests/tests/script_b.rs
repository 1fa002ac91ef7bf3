//! Script B of domain section 7.5, a dunning and complaint day on 6 January 2026, on the command line.
#![allow(clippy::unwrap_used)]

use zhangfang_tests::dunning_day;

#[test]
fn a_dunning_day_from_the_notices_to_the_queue_of_72_hours() {
    let desk = dunning_day::office();
    println!("{}", desk.read("arrears list"));
}
