//! `[investment]`, the classes issued before it, and what converts at its closing.

use toml::de::DeValue;

use super::catalogue::{CONVERTIBLE, EXISTING, INVESTMENT, known};
use super::others::CONVERTIBLE_KINDS;
use super::problem::Problem;
use super::reader::{Place, Reader};
use super::section::{Entry, Form, Section, kind};
use super::wording::{number, quoted};
use super::{lists, tranches, value};
use crate::model::operator::{ClassRights, ConvertibleForm, ConvertibleKind};
use crate::model::tables::{Convertible, Deal, Existing, Tranche};
use crate::model::waterfall::Participation;
use crate::sampling::assumptions::Input;

/// `[investment]` with its lists.
pub(super) struct Investment {
    pub(super) deal: Deal<Input>,
    pub(super) round: ClassRights,
    pub(super) pro_rata: bool,
    pub(super) existing: Vec<(Existing<Input>, ClassRights)>,
    pub(super) convertible: Vec<(Convertible<Input>, ConvertibleForm)>,
    pub(super) tranche: Vec<(Tranche<Input>, String)>,
}

/// Reads `[investment]`.
pub(super) fn investment(reader: &mut Reader, root: &Section<'_>) -> Investment {
    let keys = known(Deal::<()>::KEYS, INVESTMENT);
    let mut section = root.child("investment", keys, &mut reader.problems);
    let deal = terms(reader, &mut section);
    let round = rights(reader, &section, "this round", 1);
    let pro_rata = reader.switch(&section, "pro_rata");
    let form = lists::ListForm { name: "existing", keys: Existing::<()>::KEYS, others: EXISTING };
    let existing = lists::each(reader, &section, &form, |reader, section, name| {
        let class = Existing::build(|key| reader.number(section, key));
        (class, rights(reader, section, name, 0))
    });
    let convertible = convertibles(reader, &section);
    let tranche = tranches::all(reader, &section);
    section.close(&mut reader.problems);
    Investment { deal, round, pro_rata, existing, convertible, tranche }
}

/// The numbers of the deal. Where nothing else is asked of a success, it must earn the hurdle
/// rate.
fn terms(reader: &mut Reader, section: &mut Section<'_>) -> Deal<Input> {
    Deal::build(|key| match key.name {
        "target_irr" if section.entry(key.name).is_none() => {
            let hurdle_rate = reader.place(&section.path_of("hurdle_rate"));
            let hurdle_rate = hurdle_rate.map_or(0.0, |place| place.central);
            reader.default_number(section, key, hurdle_rate)
        }
        _ => reader.number(section, key),
    })
}

fn convertibles(
    reader: &mut Reader,
    section: &Section<'_>,
) -> Vec<(Convertible<Input>, ConvertibleForm)> {
    let keys = Convertible::<()>::KEYS;
    let form = lists::ListForm { name: "convertible", keys, others: CONVERTIBLE };
    lists::each(reader, section, &form, |reader, section, name| {
        let terms = Convertible::build(|key| reader.number(section, key));
        let kind = convertible_kind(reader, section);
        let problems = [without_terms(section), interest_on_a_safe(section, kind)];
        reader.problems.extend(problems.into_iter().flatten());
        let form_has = kind.is_some_and(ConvertibleKind::cap_counts_new_pool);
        let path = section.path_of("cap_counts_new_pool");
        let counts = section
            .entry("cap_counts_new_pool")
            .and_then(|entry| reader.keep(value::switch(&path, entry)));
        let form = ConvertibleForm {
            name: name.to_owned(),
            kind: kind.unwrap_or(ConvertibleKind::Note),
            cap_counts_new_pool: counts.unwrap_or(form_has),
        };
        (terms, form)
    })
}

fn convertible_kind(reader: &mut Reader, section: &mut Section<'_>) -> Option<ConvertibleKind> {
    let Some(entry) = section.entry("kind") else {
        let how = "kind = …  # its standard form: \"safe\" (its cap is post-money), \
            \"safe-pre-money\" or \"note\"";
        section.lacks("kind", how.to_owned());
        return None;
    };
    let path = section.path_of("kind");
    reader.keep(value::choice(&path, entry, &CONVERTIBLE_KINDS))
}

/// Without either, it would be new money; that a convertible has none of both must be said.
fn without_terms(section: &Section<'_>) -> Option<Problem> {
    let has = |name: &str| section.entry(name).is_some() || section.misspells(name);
    let entry = section.entry("principal").filter(|_| !has("cap") && !has("discount"))?;
    let message = format!("{} has neither a cap nor a discount", quoted(&section.path));
    Some(
        Problem::error(entry.span(), message)
            .label("on what terms does it convert?")
            .hint("give a cap, a discount or both; discount = 0 if it has the price of the round"),
    )
}

fn interest_on_a_safe(section: &Section<'_>, kind: Option<ConvertibleKind>) -> Option<Problem> {
    let is_safe = kind.is_some_and(|kind| kind != ConvertibleKind::Note);
    let name = ["interest_rate", "months_outstanding"]
        .into_iter()
        .find(|name| is_safe && section.entry(name).is_some())?;
    let message = format!("{} stands in a SAFE", quoted(&section.path_of(name)));
    Some(
        Problem::error(section.entry(name)?.key_span(), message)
            .label("a SAFE bears no interest")
            .hint("leave it out, or write kind = \"note\""),
    )
}

fn rights(
    reader: &mut Reader,
    section: &Section<'_>,
    name: &str,
    default_seniority: i32,
) -> ClassRights {
    let participation = section.entry("participation").map(|entry| participation(section, entry));
    let participation = participation.and_then(|read| reader.keep_all(read));
    let participation = participation.unwrap_or(Participation::None);
    if let (Participation::Capped { multiple }, Some(entry)) =
        (participation, section.entry("participation"))
    {
        let place = reader.place(&section.path_of("preference")).cloned();
        let preference = place.as_ref().map(|place| place.central);
        let places: Vec<&Place> = place.iter().collect();
        let checked = cap_covers_preference(preference, multiple, entry);
        reader.keep(checked.map_err(|problem| reader.caused(problem, &places)));
    }
    let seniority = section
        .entry("seniority")
        .and_then(|entry| reader.keep(value::rank(&section.path_of("seniority"), entry)))
        .unwrap_or(default_seniority);
    ClassRights { name: name.to_owned(), participation, seniority }
}

/// `"none"`, `"full"` or `{ cap = 3.0 }`.
fn participation(section: &Section<'_>, entry: Entry<'_>) -> Result<Participation, Vec<Problem>> {
    let path = section.path_of("participation");
    let DeValue::Table(table) = entry.value() else {
        return word(&path, entry).map_err(|problem| vec![problem]);
    };
    let form = Form { title: quoted(&path), path: path.clone(), known: vec!["cap"] };
    let mut problems = Vec::new();
    let mut inside = Section::open(form, entry.span(), table, &mut problems);
    let Some(cap) = inside.entry("cap") else {
        inside
            .lacks("cap", "cap = 3.0  # x invested: preference and participation together".into());
        inside.close(&mut problems);
        return Err(problems);
    };
    let multiple = value::finite(&format!("{path}.cap"), cap);
    match multiple {
        Ok(multiple) if problems.is_empty() => Ok(Participation::Capped { multiple }),
        read => {
            problems.extend(read.err());
            Err(problems)
        }
    }
}

fn word(path: &str, entry: Entry<'_>) -> Result<Participation, Problem> {
    let choices = [("none", Participation::None), ("full", Participation::Full)];
    let hint = "for participation up to a cap write { cap = 3.0 } (x invested)";
    match entry.value() {
        DeValue::String(_) => {
            value::choice(path, entry, &choices).map_err(|problem| problem.hint(hint))
        }
        other => {
            let message = format!(
                "{} must be \"none\", \"full\" or a cap, not {}",
                quoted(path),
                kind(other)
            );
            Err(Problem::error(entry.span(), message).hint(hint))
        }
    }
}

/// The cap counts preference and participation together.
fn cap_covers_preference(
    preference: Option<f64>,
    cap: f64,
    entry: Entry<'_>,
) -> Result<(), Problem> {
    match preference {
        Some(preference) if cap < preference => {
            let message = format!("the cap of {} x is below the preference", number(cap));
            let label =
                format!("the cap must be at least the preference of {} x", number(preference));
            Err(Problem::error(entry.span(), message).label(label))
        }
        _ if cap <= 0.0 => {
            let message = format!("the cap is {} x", number(cap));
            Err(Problem::error(entry.span(), message).label("must be more than 0"))
        }
        _ => Ok(()),
    }
}
