//! The flags of the guide, R001 to R073: one file each, listed here. A code never vanishes because its data are missing.

pub(crate) mod awarded;
pub(crate) mod bidders;
mod coin;
pub(crate) mod contact;
mod contracts;
mod decision;
mod direct;
mod discount;
mod early;
mod fenced;
mod gate;
mod gathered;
mod history;
mod lengths;
mod owners;
mod r001;
mod r002;
mod r003;
mod r004;
mod r005;
mod r006;
mod r007;
mod r008;
mod r009;
mod r010;
mod r011;
mod r012;
mod r013;
mod r014;
mod r015;
mod r016;
mod r017;
mod r018;
mod r019;
mod r020;
mod r021;
mod r022;
mod r023;
mod r024;
mod r025;
mod r026;
mod r027;
mod r028;
mod r029;
mod r030;
mod r031;
mod r032;
mod r033;
mod r034;
mod r035;
mod r036;
mod r037;
mod r038;
mod r039;
mod r040;
mod r041;
mod r042;
mod r043;
mod r044;
mod r045;
mod r046;
mod r047;
mod r048;
mod r049;
mod r050;
mod r051;
mod r052;
mod r053;
mod r054;
mod r055;
mod r056;
mod r057;
mod r058;
mod r059;
mod r060;
mod r061;
mod r062;
mod r063;
mod r064;
mod r065;
mod r066;
mod r067;
mod r068;
mod r069;
mod r070;
mod r071;
mod r072;
mod r073;
mod retried;
pub(crate) mod shares;
pub(crate) mod threshold;

use crate::flag::Definition;
pub(crate) use gate::{Closed, Occurs, closed, gate, gate_all};
pub(crate) use r018::number_of_bidders;
pub(crate) use r031::allocated;
pub(crate) use shares::Shares;

/// All flags in the order of their codes.
pub const ALL: [Definition; 73] = [
    r001::DEFINITION,
    r002::DEFINITION,
    r003::DEFINITION,
    r004::DEFINITION,
    r005::DEFINITION,
    r006::DEFINITION,
    r007::DEFINITION,
    r008::DEFINITION,
    r009::DEFINITION,
    r010::DEFINITION,
    r011::DEFINITION,
    r012::DEFINITION,
    r013::DEFINITION,
    r014::DEFINITION,
    r015::DEFINITION,
    r016::DEFINITION,
    r017::DEFINITION,
    r018::DEFINITION,
    r019::DEFINITION,
    r020::DEFINITION,
    r021::DEFINITION,
    r022::DEFINITION,
    r023::DEFINITION,
    r024::DEFINITION,
    r025::DEFINITION,
    r026::DEFINITION,
    r027::DEFINITION,
    r028::DEFINITION,
    r029::DEFINITION,
    r030::DEFINITION,
    r031::DEFINITION,
    r032::DEFINITION,
    r033::DEFINITION,
    r034::DEFINITION,
    r035::DEFINITION,
    r036::DEFINITION,
    r037::DEFINITION,
    r038::DEFINITION,
    r039::DEFINITION,
    r040::DEFINITION,
    r041::DEFINITION,
    r042::DEFINITION,
    r043::DEFINITION,
    r044::DEFINITION,
    r045::DEFINITION,
    r046::DEFINITION,
    r047::DEFINITION,
    r048::DEFINITION,
    r049::DEFINITION,
    r050::DEFINITION,
    r051::DEFINITION,
    r052::DEFINITION,
    r053::DEFINITION,
    r054::DEFINITION,
    r055::DEFINITION,
    r056::DEFINITION,
    r057::DEFINITION,
    r058::DEFINITION,
    r059::DEFINITION,
    r060::DEFINITION,
    r061::DEFINITION,
    r062::DEFINITION,
    r063::DEFINITION,
    r064::DEFINITION,
    r065::DEFINITION,
    r066::DEFINITION,
    r067::DEFINITION,
    r068::DEFINITION,
    r069::DEFINITION,
    r070::DEFINITION,
    r071::DEFINITION,
    r072::DEFINITION,
    r073::DEFINITION,
];

/// What the settings of a flag may say beside the parameters of its method: settings without a value of their own.
pub fn optional_settings(code: &str) -> &'static [&'static str] {
    match code {
        "R003" => &["procurement_method_details"],
        "R008" | "R015" | "R019" | "R022" | "R024" | "R048" | "R058" | "R060" => &["threshold"],
        _ => &[],
    }
}

/// The flag of a code.
pub fn definition(code: &str) -> Option<&'static Definition> {
    ALL.iter().find(|definition| definition.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_optional_setting_that_a_flag_reads_is_listed() {
        for definition in &ALL {
            let reads = definition.source.contains("optional(setup, \"threshold\")");
            let listed = optional_settings(definition.code).contains(&"threshold");
            assert_eq!(reads, listed, "{}", definition.code);
            assert_eq!(definition.source.matches("optional(setup").count(), usize::from(reads), "{}", definition.code);
        }
    }
}
