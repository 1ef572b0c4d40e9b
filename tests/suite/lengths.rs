//! Lengths and dates: the small types.

use greffe::layout::Length;
use greffe::model::{Date, Reference};

#[test]
fn lengths_are_read_in_four_units() {
    let cases = [
        ("72pt", "72.000pt"),
        ("1in", "72.000pt"),
        ("25.4mm", "72.000pt"),
        ("2.54cm", "72.000pt"),
        ("-0.5pt", "-0.500pt"),
        ("0.001mm", "0.003pt"),
    ];
    for (text, shown) in cases {
        assert_eq!(text.parse::<Length>().map(|length| length.to_string()), Ok(shown.to_owned()), "{text}");
    }
    for text in ["", "12", "pt", "1,5mm", "1.2345mm", "9999999pt", "1 ell", "--1pt"] {
        assert!(text.parse::<Length>().is_err(), "{text}");
    }
}

#[test]
fn scaling_rounds_to_the_nearest() {
    assert_eq!(Length(10).scale(1, 4), Length(3));
    assert_eq!(Length(-10).scale(1, 4), Length(-2));
    assert_eq!(Length(9).scale(1, 4), Length(2));
}

#[test]
fn dates_exist() {
    assert_eq!("2017-09-29".parse::<Date>().map(|date| date.to_string()), Ok("2017-09-29".to_owned()));
    for text in ["2017-9-29", "2017-09-31", "1900-02-29", "2017-09", "2017-09-29T10:00", "+017-09-29"] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
}

#[test]
fn references_are_safe_file_names() {
    for (text, stem) in [
        ("AGN/69/RES/2", "AGN-69-RES-2"),
        ("A/RES/70/248B", "A-RES-70-248B"),
        ("UNEP/EA.4/RES.7", "UNEP-EA.4-RES.7"),
    ] {
        assert_eq!(Reference::new(text).expect(text).file_stem(), stem);
    }
    for text in ["", "..", "/etc/1a", "a..1", "é1", "RES", "86", "a\u{0}1", "con 1"] {
        assert!(Reference::new(text).is_none(), "{text}");
    }
}
