//! The first real document, from its source to its pages.

use std::fs;

use crate::support::{Desk, pdf, repository, visible};

/// What the page of GA-2017-86-RES-08 says: the words of the adopted text, with the spaces of the rules
/// (`~` U+00A0, `¦` U+202F).
const PAGE: &str = "Résolution N°~8
GA-2017-86-RES-08
Objet~: Version révisée du projet d’Accord de coopération entre l’Organisation internationale de police criminelle - INTERPOL et l’Union internationale des télécommunications (UIT)
L’Assemblée générale de l’O.I.P.C.-INTERPOL, réunie en sa 86ème~session à Beijing (Chine) du 26~au~29~septembre~2017,
AYANT À L’ESPRIT l’article~41 du Statut de l’Organisation,
CONSCIENTE de l’ampleur croissante et de la gravité des menaces liées à la cybercriminalité et à la cybersécurité, et constatant la nécessité de l’échange d’informations, de la recherche et du renforcement des capacités pour contrer ces menaces,
RECONNAISSANT que l’UIT, en tant qu’institution spécialisée des Nations Unies pour les technologies de l’information et de la communication, s’est vu confier la mission d’établir la confiance et la sécurité dans l’utilisation des TIC partout dans le monde,
CONSIDÉRANT l’engagement d’INTERPOL s’agissant de poursuivre la mise en place d’activités innovantes en vue de combattre la cybercriminalité, et de continuer à promouvoir une approche multisectorielle à cette fin, notamment par l’action liée au numérique du Complexe mondial INTERPOL pour l’innovation,
NOTANT qu’INTERPOL et l’UIT ont un intérêt commun à échanger informations et expertise dans les domaines de la cybersécurité et de la cybercriminalité, afin d’œuvrer en faveur d’un cyberespace plus sûr,
RAPPELANT la résolution d’Assemblée générale AG-2015-RES-12 portant approbation du projet d’Accord de coopération entre INTERPOL et l’UIT figurant à l’annexe~1 du rapport AG-2015-RAP-09,
RECONNAISSANT le fait que le projet d’Accord de coopération tel qu’approuvé par cette résolution a dû être modifié suite à la Décision~590 du Conseil de l’UIT,
AYANT PRIS CONNAISSANCE du rapport GA-2017-86-REP-09 proposant un projet d’Accord de coopération révisé entre INTERPOL et l’UIT,
ESTIMANT que le projet d’Accord de coopération figurant à l’annexe~1 du rapport GA-2017-86-REP-09 est conforme aux intérêts et à la réglementation de l’Organisation,
NOTANT que la conclusion du projet d’Accord de coopération figurant à l’annexe~1 du rapport GA-2017-86-REP-09 a été approuvée à titre provisoire par le Conseil de l’UIT aux termes de la Décision~598,
APPROUVE le projet d’Accord de coopération dont le texte figure à l’annexe~1 du rapport GA-2017-86-REP-09¦;
DONNE MANDAT au Secrétaire Général pour le signer.
Adoptée
";

const SOURCE: &str = "content/86-beijing-2017/008-accord-uit.fr.md";

#[test]
fn the_characters_are_those_of_the_official_page() {
    let desk = Desk::new();
    let source = repository().join(SOURCE);
    let run = desk.run(&["show", source.to_str().expect("a path"), "--as", "text"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stderr, "");
    assert_eq!(visible(&run.stdout), PAGE);
}

#[test]
fn the_file_reads_back_as_the_page() {
    let desk = Desk::new();
    let source = repository().join("content/86-beijing-2017");
    let run = desk.run(&["build", source.to_str().expect("a path")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let bytes = fs::read(desk.path("out/86-beijing-2017/GA-2017-86-RES-08.fr.pdf")).expect("the file");
    assert!(bytes.len() < 60_000, "{} bytes", bytes.len());
    let pages = pdf::pages(&bytes);
    assert_eq!(pages.len(), 2);
    let mut text = String::new();
    for (index, page) in pages.iter().enumerate() {
        let mut lines: Vec<&str> = page.lines().collect();
        assert_eq!(lines.pop().map(visible), Some(format!("page~{} / 2", index + 1)));
        if index > 0 {
            assert_eq!(lines.remove(0), "GA-2017-86-RES-08");
        }
        // A line that ends in a hyphen goes on with the word; the others kept their space.
        for line in lines {
            let divided = line.ends_with('-');
            text.push_str(line.strip_suffix('-').unwrap_or(line));
            if !divided && !line.ends_with(' ') {
                text.push('\n');
            }
        }
    }
    assert_eq!(visible(&text), PAGE);
    assert!(!text.chars().any(|ch| ('\u{fb00}'..='\u{fb06}').contains(&ch)), "no code points of ligatures");
}

#[test]
fn the_lines_are_even() {
    let desk = Desk::new();
    let source = repository().join(SOURCE);
    let run = desk.run(&["show", source.to_str().expect("a path"), "--as", "lines"]);
    let hyphens = run.stdout.lines().filter(|line| line.ends_with("hyphen")).count();
    assert!(hyphens <= 1, "{hyphens} hyphens");
    let badness = |line: &str| line.split_whitespace().nth(3).and_then(|field| field.parse::<i64>().ok());
    let worst = run.stdout.lines().filter_map(badness).max().expect("lines");
    assert!(worst <= 150, "the loosest line has a badness of {worst}");
}

#[test]
fn the_same_bytes_in_any_folder_with_any_number_of_jobs() {
    let source = repository().join("content");
    let source = source.to_str().expect("a path");
    let build = |jobs: &str| {
        let desk = Desk::new();
        let run = desk.run(&["build", source, "--jobs", jobs, "--out", "elsewhere"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        fs::read(desk.path("elsewhere/86-beijing-2017/GA-2017-86-RES-08.fr.pdf")).expect("the file")
    };
    let first = build("1");
    assert_eq!(first, build("2"));
    assert_eq!(first, build("1"));
}
