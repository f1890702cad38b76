use super::*;

fn field() -> Field {
    let area = |left: f64, right: f64| Area { left, top: 0.0, right, bottom: 150.0 };
    Field { block: area(0.0, 110.0), plot: area(120.0, 440.0) }
}

fn places(values: &[f64], grain: &DotSize, axis: &MoicAxis) -> Vec<(f64, f64, usize)> {
    let dots = grain.place(values, axis, &field());
    dots.iter().map(|dot| (dot.x, dot.y, dot.band)).collect()
}

#[test]
fn bands_include_their_lower_end() {
    let multiples = [0.0, 0.099, 0.1, 0.999, 1.0, 2.999, 3.0, 9.999, 10.0, 40.0];
    assert_eq!(multiples.map(band), [0, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
}

#[test]
fn every_dot_is_placed_in_its_band_and_none_touches_another() {
    let axis = MoicAxis { top: 40.0 };
    let values: Vec<f64> = (0..100)
        .map(|i| if i < 45 { 0.0 } else { 0.1 * libm::pow(399.0, (f64::from(i) - 45.0) / 55.0) })
        .collect();
    let grain = DotSize::of(std::slice::from_ref(&values), &axis, &field(), 1.0);
    let dots = places(&values, &grain, &axis);
    assert_eq!(dots.len(), values.len());
    for (i, a) in dots.iter().enumerate() {
        for b in &dots[..i] {
            let (wide, high) = (a.0 - b.0, a.1 - b.1);
            let apart = (wide * wide + high * high).sqrt();
            assert!(grain.diameter - 1e-6 <= apart, "{a:?} {b:?}");
        }
    }
    let cuts = axis.cuts();
    for (x, _, band) in dots.iter().filter(|dot| 2 <= dot.2) {
        let place = (x - 120.0) / 320.0;
        assert!(cuts[band - 2] < place && place < cuts[band - 1], "{x} {band}");
    }
}

#[test]
fn dots_are_as_large_in_all_charts_but_where_the_fullest_of_a_set_has_no_room_for_them() {
    let axis = MoicAxis { top: 40.0 };
    let one = |set: &[Vec<f64>]| DotSize::of(set, &axis, &field(), 1.0).diameter;
    let (few, more, many) = (vec![1.5; 6], vec![2.5; 20], [vec![1.5; 40], vec![1.6; 40]].concat());
    let alone = |values: &Vec<f64>| one(std::slice::from_ref(values));
    assert!((alone(&few) - alone(&more)).abs() < 1e-12);
    assert!((one(&[few.clone(), many.clone()]) - alone(&many)).abs() < 1e-12);
    assert!(alone(&many) < alone(&few));
}

#[test]
fn no_dot_stands_farther_than_its_width_from_its_value_but_for_room_for_those_at_just_1x() {
    let axis = MoicAxis { top: 40.0 };
    let spread = |i: i32| 0.12 * libm::pow(200.0, f64::from(i) / 60.0);
    let mut values: Vec<f64> = (0..60).map(spread).chain([1.0; 40]).collect();
    values.sort_by(f64::total_cmp);
    let grain = DotSize::of(std::slice::from_ref(&values), &axis, &field(), 1.0);
    let dots = grain.place(&values, &axis, &field());
    let at = |x: f64| 120.0 + 320.0 * axis.place(x);
    let mut back: Vec<f64> =
        dots.iter().filter(|dot| dot.band == MONEY_BACK_BAND).map(|dot| dot.x).collect();
    assert_eq!(back.len(), 40);
    assert!((back.iter().sum::<f64>() / 40.0 - at(1.0)).abs() < grain.diameter);
    back.dedup();
    let half = 0.5 * back.len() as f64 * grain.diameter;
    let mut others: Vec<f64> =
        dots.iter().filter(|dot| dot.band != MONEY_BACK_BAND).map(|dot| dot.x).collect();
    others.sort_by(f64::total_cmp);
    let others_of = values.iter().filter(|x| !is_money_back(**x));
    for (x, value) in others.iter().zip(others_of) {
        let near = (at(*value) - at(1.0)).abs() < half + 4.0 * grain.diameter;
        let room = if near { half + grain.diameter } else { grain.diameter };
        assert!((x - at(*value)).abs() <= room + 1e-9, "{value} at {x}, not {}", at(*value));
    }
}

#[test]
fn equal_values_stand_side_by_side_and_those_beyond_the_axis_right_of_it() {
    let axis = MoicAxis { top: 10.0 };
    let grain = DotSize { diameter: 10.0, rows: 9 };
    let dots = places(&[2.0; 20], &grain, &axis);
    let mut columns: Vec<f64> = dots.iter().map(|dot| dot.0).collect();
    columns.dedup();
    assert_eq!(columns.len(), 3);
    let dots = places(&[10.0, 73.0], &grain, &axis);
    assert!(dots.iter().all(|dot| 440.0 < dot.0 && dot.2 == 5), "{dots:?}");
}
