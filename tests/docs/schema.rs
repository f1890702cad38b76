//! The JSON Schema accepts what the reader accepts, and refuses mistakes that
//! it refuses.

use serde_json::{Value, json};
use shortrun::input::describe::json_schema;
use shortrun::input::{load, templates};

use super::SMALL;
use super::json_schema::{faults, faults_of_part};

/// What the schema finds wrong with a file.
pub(crate) fn faults_of(text: &str) -> Vec<String> {
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    faults(&json_schema(), &serde_json::to_value(table).expect("numbers are finite"))
}

#[test]
fn scenarios_that_are_read_are_valid() {
    let apparel = include_str!("../support/apparel.toml");
    let shipped = templates::ALL.map(|template| template.text);
    for text in shipped.into_iter().chain([SMALL, apparel]) {
        assert_eq!(faults_of(text), Vec::<String>::new());
    }
}

/// A mistake: what is replaced by what, and how the schema calls it.
const MISTAKES: [(&str, &str, &str); 40] = [
    ("price = 40", "prise = 40", "no key prise"),
    ("price = 40", "price = -40", ".product[0].price: anyOf"),
    ("price = 40", "price = \"40\"", ".product[0].price: anyOf"),
    ("price = 40\n", "", ".product[0]: required"),
    ("max_sites = 4", "max_sites = { dist = \"pert\", min = 1, mode = 2 }", ".max_sites: anyOf"),
    ("max_sites = 4", "max_sites = { dist = \"cauchy\", min = 1, max = 2 }", ".max_sites: anyOf"),
    ("max_sites = 4", "max_sites = { dist = \"normal\", mean = 1, sf = 1 }", ".max_sites: anyOf"),
    (
        "max_sites = 4",
        "max_sites = { dist = \"lognormal\", mean = 1, p90 = 2 }",
        ".max_sites: anyOf",
    ),
    ("max_sites = 4", "max_sites = { p10 = 4 }", ".max_sites: anyOf"),
    ("max_sites = 4", "max_sites = { min = 2, max = 6 }", ".max_sites: anyOf"),
    ("max_sites = 4", "max_sites = { value = 4, grade = \"good\" }", ".max_sites: anyOf"),
    ("max_sites = 4", "max_sites = { value = 4, sauce = \"a\" }", ".max_sites: anyOf"),
    ("max_sites = 4", "max_sites = { source = \"a\" }", ".max_sites: anyOf"),
    ("cheque = 1_000_000", "cheque = { dist = \"uniform\", min = 1, max = 2 }", ".cheque: anyOf"),
    ("permit_refusal_probability = 0.2", "permit_refusal_probability = 20", "anyOf"),
    ("currency = \"EUR\"", "currency = \"euro\"", ".scenario.currency: pattern"),
    ("horizon_months = 60", "horizon_months = 6000", ".horizon_months: maximum"),
    ("horizon_months = 60", "horizon_months = 60.5", ".horizon_months: type"),
    ("participation = \"none\"", "participation = { cap = 0 }", ".participation: anyOf"),
    ("metric = \"ltm-revenue\"", "metric = \"revenue\"", "metric: enum"),
    ("name = \"bread\"\n", "", ".product[0]: required"),
    ("[[supplier]]", "[supplier]", ".supplier: type"),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"normal\", mean = 9, sd = 0 }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"normal\", mean = 1e16, sd = 1 }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"lognormal\", p10 = 0, p90 = 2 }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"lognormal\", mean = -1, sd = 1 }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"beta\", alpha = 0, beta = 2 }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"pert\", min = 1, mode = 2, max = 3, lambda = 2e4 }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"gamma\", shape = 1e5, scale = 1 }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"weibull\", shape = 0.01, scale = 1 }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"exponential\", rate = 0 }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"student-t\", df = 0.1, location = 1, scale = 1 }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"bernoulli\", p = 1.5 }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"binomial\", n = 0, p = 0.5 }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"binomial\", n = 2_000_000, p = 0.5 }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"poisson\", mean = 2e6 }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"discrete\", values = [1, 2], weights = [1, -1] }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { dist = \"mixture\", components = [1, 2], weights = [1, 0] }",
        ".product[0].lead_time_days: anyOf",
    ),
    (
        "lead_time_days = 10",
        "lead_time_days = { p05 = 1, p50 = 2, p90 = 3 }",
        ".product[0].lead_time_days: anyOf",
    ),
    ("lead_time_days = 10", "lead_time_days = 4_000", ".product[0].lead_time_days: anyOf"),
];

#[test]
fn mistakes_are_refused_by_the_schema_and_the_reader_alike() {
    for (right, wrong, fault) in MISTAKES {
        assert!(SMALL.contains(right), "{right}");
        let text = SMALL.replace(right, wrong);
        let found = faults_of(&text);
        assert!(found.iter().any(|found| found.contains(fault)), "{wrong}: {found:?}");
        assert!(load("plan.toml", &text).is_err(), "{wrong}");
    }
}

#[test]
fn a_file_that_lacks_a_table_is_refused_unless_it_extends_another() {
    let without = |table: &str| {
        let mut file: toml::Table = SMALL.parse().expect("TOML");
        file.remove(table).expect("it is there");
        toml::to_string(&file).expect("TOML")
    };
    for table in ["scenario", "simulation", "investment", "sites", "product", "exit"] {
        assert!(!faults_of(&without(table)).is_empty(), "{table}");
        assert!(load("plan.toml", &without(table)).is_err(), "{table}");
    }
    let without_suppliers = without("supplier");
    assert!(faults_of(&without_suppliers).is_empty());
    assert!(load("plan.toml", &without_suppliers).is_ok());
    let bear = "extends = \"base.toml\"\n[[product]]\nname = \"bread\"\nprice = 30\n\
        [[supplier]]\nname = \"mill\"\nremove = true\n";
    assert_eq!(faults_of(bear), Vec::<String>::new());
    assert!(!faults_of(&bear.replace("name = \"mill\"\n", "")).is_empty(), "entries have names");
    assert!(!faults_of(&bear.replace("price = 30", "price = 0")).is_empty(), "ranges hold too");
}

/// Hands each part of the schema that has these annotations to `look`.
fn each_annotated(part: &Value, annotation: &str, look: &mut impl FnMut(&Value, &Value)) {
    match part {
        Value::Object(entries) => {
            if let Some(found) =
                entries.get(annotation).filter(|_| entries.contains_key("description"))
            {
                look(part, found);
            }
            entries.values().for_each(|inner| each_annotated(inner, annotation, look));
        }
        Value::Array(items) => {
            items.iter().for_each(|inner| each_annotated(inner, annotation, look));
        }
        _ => {}
    }
}

#[test]
fn every_example_and_default_in_the_schema_is_valid() {
    let schema = json_schema();
    let (mut examples, mut defaults) = (0, 0);
    each_annotated(&schema, "examples", &mut |part, list| {
        for example in list.as_array().expect("a list") {
            examples += 1;
            assert_eq!(faults_of_part(&schema, part, example), Vec::<String>::new(), "{part}");
        }
    });
    each_annotated(&schema, "default", &mut |part, value| {
        defaults += 1;
        assert_eq!(faults_of_part(&schema, part, value), Vec::<String>::new(), "{part}");
    });
    assert!(130 < examples && 70 < defaults, "{examples} examples, {defaults} defaults");
}

#[test]
fn every_key_is_explained_with_its_unit_range_default_and_an_example() {
    let schema = json_schema();
    let key = &schema["properties"]["product"]["items"]["properties"]["lead_time_days"];
    let text = "From committing a batch to stock ready for sale. Unit: days. Allowed: from 0 to \
        3650. Required.";
    assert_eq!(key["description"], text);
    assert_eq!(key["examples"], json!([{ "dist": "pert", "min": 8, "mode": 16, "max": 45 }]));
    let key = &schema["properties"]["sites"]["properties"]["build_months"];
    let text = "Fitting out, after the permit. Unit: months. Allowed: from 0 to 1200. Default: 0. \
        Drawn anew at each event.";
    assert_eq!((&key["description"], &key["default"]), (&json!(text), &json!(0)));
    for table in shortrun::input::catalogue::TABLES {
        let mut place = &schema;
        for name in table.path().split('.') {
            place = &place["properties"][name];
            place = place.get("items").unwrap_or(place);
        }
        for key in table.keys {
            let key = &place["properties"][key.name];
            assert!(key["examples"].is_array() && key["description"].is_string(), "{key}");
        }
    }
}

#[test]
fn writing_a_default_out_changes_nothing() {
    let schema = json_schema();
    let read = |file: &toml::Table| {
        let text = toml::to_string(file).expect("TOML");
        let (scenario, _) = load("plan.toml", &text).unwrap_or_else(|wrong| panic!("{wrong}"));
        format!("{:?} {} {}", scenario.operator, scenario.paths, scenario.seed)
    };
    // `remove` has no meaning in a file that stands alone.
    const ELSEWHERE: [&str; 1] = ["remove"];
    let small: toml::Table = SMALL.parse().expect("TOML");
    let mut written = 0;
    for (table, part) in schema["properties"].as_object().expect("tables") {
        let (keys, is_list) = match part.get("items") {
            Some(items) => (&items["properties"], true),
            None => (&part["properties"], false),
        };
        for (key, explained) in keys.as_object().into_iter().flatten() {
            let Some(default) = explained.get("default") else { continue };
            let is_there = small.get(table).is_some_and(|inner| match inner.as_array() {
                Some(entries) => entries.iter().any(|entry| entry.get(key).is_some()),
                None => inner.get(key).is_some(),
            });
            if is_there || ELSEWHERE.contains(&key.as_str()) {
                continue;
            }
            let default: toml::Value = serde_json::from_value(default.clone()).expect("TOML");
            let mut file = small.clone();
            let inner = file.entry(table).or_insert_with(|| toml::Table::new().into());
            let inner = if is_list { &mut inner[0] } else { inner };
            inner.as_table_mut().expect("a table").insert(key.clone(), default);
            assert_eq!(read(&file), read(&small), "{table}.{key}");
            written += 1;
        }
    }
    assert!(60 < written, "{written} defaults");
}
