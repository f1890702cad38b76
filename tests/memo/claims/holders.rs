//! Who holds what.

use serde_json::Value;

use super::Section;

/// A share in tenths of a per cent, of what is not there nothing.
fn share(value: f64) -> String {
    if 0.0 < value { format!("{:.1}%", 100.0 * value) } else { String::new() }
}

pub(crate) fn cap_table(json: &Value) -> Section<'_> {
    let mut section = Section::new("Who holds what", json);
    let holders = section.list("/run/cap_table/holders");
    let number = |value: &Value| value.as_f64().unwrap_or(0.0);
    let is_staged = section.number("/run/cap_table/paid_at_closing") < 1.0;
    let is_telling = is_staged
        || holders.iter().any(|one| match one["kind"].as_str() {
            Some("option_pool" | "convertible") => true,
            Some("existing") => 0.0 < number(&one["part_of_investor"]),
            _ => false,
        });
    let shares = |one: &Value| {
        let after = number(&one["share_after"]);
        [number(&one["share_before"]), after, number(&one["part_of_investor"]) * after].map(share)
    };
    if is_telling {
        let rows = holders.iter().enumerate().map(|(index, one)| {
            let at = format!("/run/cap_table/holders/{index}");
            let amount = |key: &str| match one[key].is_null() {
                true => String::new(),
                false => format!("{{num:{at}/{key}}}"),
            };
            let price = format!("{{tenths:{at}/converts/price_over_round}} of the price");
            let converts = match one["converts"]["at"].as_str() {
                None => String::new(),
                Some("price") => "at the price".to_owned(),
                Some(basis) => format!("at its {basis}, {price}"),
            };
            let [before, after, own] = shares(one);
            let (put_in, preference) = (amount("put_in"), amount("preference"));
            let holder = format!("{{text:{at}/holder}}");
            [holder, put_in, preference, before, after, own, converts].join(" | ")
        });
        let all: f64 = holders
            .iter()
            .map(|one| number(&one["part_of_investor"]) * number(&one["share_after"]))
            .sum();
        let rows = rows.chain([format!("All |  |  | 100.0% | 100.0% | {} | ", share(all))]);
        let head =
            "Who holds what | put in | preference | before | after | the investor | converts";
        section.rows("who holds what", head, rows.collect());
    } else {
        let rows = holders.iter().enumerate().map(|(index, one)| {
            format!("{{text:/run/cap_table/holders/{index}/holder}} | {}", shares(one).join(" | "))
        });
        let head = "Who holds what | before | after | the investor";
        section.rows("who holds what, in short", head, rows.collect());
    }
    section.say(
        is_telling,
        "Before the closing and after it; at the price of the round all shares are worth \
         {num:/run/cap_table/post_money}, those that there were \
         {num:/run/cap_table/effective_pre_money}.",
    );
    section.say(
        is_staged,
        "After it means with all tranches; at the closing {tenths:/run/cap_table/paid_at_closing} \
         of the round is paid.",
    );
    section.say(
        true,
        "For its cheque the investor holds {tenths:/deal/terms/share_bought} with all tranches \
         paid, and {tenths:/deal/ownership_at_exit/p50} at the end in the median path \
         ({tenths:/deal/ownership_at_exit/p25} to {tenths:/deal/ownership_at_exit/p75} in the \
         middle half of paths).",
    );
    section
}
