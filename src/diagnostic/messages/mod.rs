//! Everything that greffe says: a function for each sentence, whose arguments fill its placeholders. The groups are the
//! codes of diagnostics, and for what is no diagnostic the word `talk`.
//!
//! The words stand in a table for each language, `en.toml` and `fr.toml`; what the codes mean in `codes.en.toml` and
//! `codes.fr.toml`. A sentence is added here and in both tables; the tests compare them.

mod reason;

pub use reason::{io, setting, syntax};

use super::message::{Argument, Key, Message};

macro_rules! messages {
    ($($group:literal { $($name:ident($($placeholder:ident),*);)* })*) => {
        /// Every sentence, in the order of the codes.
        pub static ALL: &[Key] = &[$($(Key {
            group: $group,
            name: stringify!($name),
            placeholders: &[$(stringify!($placeholder)),*],
        },)*)*];

        $($(
            #[doc = concat!("`", stringify!($name), "` of `", $group, "`.")]
            pub fn $name($($placeholder: impl Into<Argument>),*) -> Message {
                static KEY: Key = Key {
                    group: $group,
                    name: stringify!($name),
                    placeholders: &[$(stringify!($placeholder)),*],
                };
                Message::new(&KEY, vec![$($placeholder.into()),*])
            }
        )*)*
    };
}

messages! {
    "GR-0001" { unreadable(reason); }
    "GR-0002" { too_large(size, most); }
    "GR-0003" { not_utf8(byte); }
    "GR-0004" { no_language(code, known); }
    "GR-0005" { changing(); }
    "GR-0100" { empty_file(); }
    "GR-0101" { no_front_matter(); }
    "GR-0102" { front_matter_open(); }
    "GR-0110" { not_toml(reason); }
    "GR-0111" { unknown_field(name, known); unknown_field_near(name, near); }
    "GR-0112" { missing_field(name, example); }
    "GR-0113" { wrong_type(name, found, wanted); wrong_date(name, found); }
    "GR-0114" { unknown_status(name); }
    "GR-0115" { session_ends_early(start, end); }
    "GR-0116" { session_lacks(what, language); }
    "GR-0117" { bad_reference(reference); }
    "GR-0118" { empty_subject(); }
    "GR-0119" { doubled_reference(other); }
    "GR-0120" { numbers_jump(last, number, missing, first); }
    "GR-0121" { doubled_number(number, other); }
    "GR-0122" { unknown_reference(reference, register); unknown_reference_near(reference, register, near); }
    "GR-0123" { unknown_kind(name, known); }
    "GR-0124" {
        wrong_kind(reference, called, kind);
        wrong_kind_near(reference, called, kind, near);
        wrong_year(reference, session, years, year);
        wrong_year_near(reference, session, years, year, near);
    }
    "GR-0126" { register_reference(reference); register_kind(name, known); }
    "GR-0127" { no_such_document(reference); }
    "GR-0201" { no_text(); }
    "GR-0203" { list_first(); }
    "GR-0204" { no_operative_clause(); }
    "GR-0205" { misplaced_recital(); }
    "GR-0206" { second_border(); }
    "GR-0210" { unknown_keyword(word); unknown_keyword_near(word, near); }
    "GR-0211" { lost_accents(typed, phrase); }
    "GR-0220" { html(); code_block(); image_in_line(); block_in_note(); }
    "GR-0221" { bad_language_code(code); unknown_attribute(word); empty_attributes(); }
    "GR-0222" { no_note(label); }
    "GR-0223" { uncalled_note(label); }
    "GR-0224" { private_character(code); }
    "GR-0225" { doubled_note(label); }
    "GR-0226" { note_in_note(); }
    "GR-0227" { unused_definition(name); }
    "GR-0228" { too_deep(); }
    "GR-0230" { recital_end(sign); }
    "GR-0231" { operative_end(sign); }
    "GR-0232" { last_end(sign); }
    "GR-0240" { list_jump(last, number, expected); }
    "GR-0241" { no_heading(name); no_heading_near(name, near); }
    "GR-0242" { link_nowhere(target); }
    "GR-0243" { too_many_links(most); }
    "GR-0250" { no_alternative(); }
    "GR-0251" { bad_picture(fault); }
    "GR-0301" {
        unknown_setting(name, known);
        unknown_setting_near(name, near);
        unknown_value(value, known);
        missing_setting(name);
        wrong_setting(found, wanted);
        bad_length(text);
        bad_setting(reason);
    }
    "GR-0302" { unknown_placeholder(name, known); }
    "GR-0303" { months(count); }
    "GR-0304" {
        few_lines();
        narrow_text();
        expansion();
        no_heading_style();
        note_leading();
        no_size(block);
        no_room(block);
        no_numeral();
        misplaced_setting(table, setting, language);
        arabic_size();
    }
    "GR-0305" { emblem_unreadable(reason); bad_emblem(fault); }
    "GR-0306" { no_volume_words(style); }
    "GR-0401" { unclosed_quote(mark); }
    "GR-0402" { unopened_quote(mark); }
    "GR-0410" { unopened_question(mark); }
    "GR-0411" { unclosed_question(mark); }
    "GR-0440" { direction_override(code); }
    "GR-0501" { overfull(excess, text); }
    "GR-0502" { no_character(family, character, code); }
    "GR-0510" {
        stretched(stretch, most);
        hyphen_ladder(count, most);
        many_hyphens(hyphens, lines, most);
        alone_at_head();
        alone_at_foot();
    }
    "GR-0601" { unsaid(fault); volume_unsaid(fault); }
    "GR-0602" { failed(cause); }
    "GR-0610" { no_glyph(font, text); }
    "GR-0611" { no_meaning(code); }
    "GR-0612" { no_embedding(font); no_subset(font); bitmaps_only(font); }
    "GR-0613" { damaged_font(font, reason); }
    "GR-0614" { no_document_language(); }
    "GR-0615" { no_title(); }
    "GR-0616" { no_words_for_picture(); }
    "GR-0617" { heading_gap(level, before); }
    "GR-0618" { deep_heading(level); }
    "GR-0619" { long_text(bytes, most); }
    "GR-0620" { page_size(width, height); }
    "GR-0621" { volume_too_large(); }
    "GR-0710" { preview_too_large(size, most); }
    "GR-0711" { preview_gone(); }
    "GR-0730" { no_session_file(folder); }
    "GR-0732" { no_session_in_style(); }
    "GR-0750" { unknown_rule(name); unknown_rule_near(name, near); }
    "GR-0801" { cannot_start(what, reason); cannot_listen(address, reason); cannot_watch(path, reason);
        cannot_read(path, reason);
        cannot_find(path, reason);
        cannot_write(path, reason);
        cannot_create(path, reason);
        cannot_remove(path, reason);
        cannot_lock(path, reason);
    }
    "GR-0802" {
        font_altered(path, digest);
        font_licence(path, licence);
        not_a_font(path);
        no_family(path, family);
    }
    "GR-0803" { bad_manifest(path, reason); }
    "GR-0804" { no_content();
        no_template(name, known);
        no_schema(name, known);
        no_schema_near(name, near);
        no_such_language(code);
        no_documents(path);
        no_documents_in(path, language);
        one_folder(first, second, name);
        no_shares(path);
        unjoinable(session, fault);
        unknown_code(code, known);
    }
    "GR-0805" { already_there(path); number_taken(number, path); no_labels(language, path); no_place(language, path); no_language_ready(style, path); given_reference(reference); no_reference_possible(); reference_taken(reference, path); session_taken(number, path); names_differ(); names_empty(); no_session_folder(path); no_session_in(path); }
    "GR-0806" { licence_not_there(path); licence_wanted(font); lock_form(path); no_fonts_folder(); font_unlocked(path); font_unreadable(path); font_not_embeddable(path); }
    "GR-0901" { no_version(reference, language); }
    "GR-0902" { stale_version(language, file); bad_origin(value); }
    "GR-0903" { missing_part(part, words); added_part(part, words); moved_part(part, words); shorter_text(letters, expected); longer_text(letters, expected); }
    "GR-0904" { missing_item(words); added_item(words); other_numeral(one, other); }
    "GR-0905" { other_kind(one, other); }
    "GR-0906" { unpaired_keyword(one, other); }
    "GR-0907" { missing_note(note); added_note(note); moved_note(one, other); }
    "GR-0908" { missing_annex(words); added_annex(words); }
    "GR-0909" { other_columns(one, other); other_head(); missing_row(words); added_row(words); }
    "GR-0910" { other_figure(one, other); missing_figure(figure); added_figure(figure); }
    "GR-0911" { other_date(one, other); missing_date(date); added_date(date); }
    "GR-0912" { other_reference(one, other); missing_reference(reference); added_reference(reference); }
    "GR-0913" { other_currency(figure, one, other); }
    "GR-0914" { other_vote(field, one, other); other_names(field, one, other); missing_vote(); added_vote(); }
    "GR-0915" { other_link(one, other); missing_link(target); added_link(target); }
    "GR-0916" { other_field(field, one, other); missing_value(field, value); added_value(field, value); }
    "GR-0917" { other_level(one, other); }
    "GR-0918" { unread_version(language); }
    "GR-0919" { discordant_elsewhere(place); }
    "GR-0920" { no_base_to_record(language); }
    "GR-0921" { two_languages(named); }
    "GR-0922" { no_two_versions(base, other); }
    "share" {
        of_no_share(path);
        share_twice(share);
        two_programs(one, other);
        share_missing(share);
        two_counts(count);
        document_twice(source);
        file_twice(file);
        no_share_at_all();
    }
    "concord" { discordance(finding, place); }
    "volume" { volume_violation(violation); }
    "picture" {
        picture_elsewhere(name);
        picture_missing(name);
        picture_large(most);
        picture_unreadable(reason);
        picture_unknown();
        picture_empty();
        picture_pixels(columns, rows, most);
        png_damaged(reason);
        png_large();
        png_palette();
        jpeg_damaged();
        jpeg_channels(channels, bits);
        svg_unreadable(reason);
        svg_effects();
        svg_picture();
        svg_text();
        svg_transparent();
        svg_paint();
    }
    "talk" {
        watching(paths);
        preview_at(address);
        no_browser(reason, address);
        kept_as_it_is(path);
        project_begun();
        session_numbered(number);
        reference_after(reference, model, path);
        reference_number(reference, number);
        reference_plain(reference);
        style_of_session(style, session);
        style_of_project(style);
        style_usual(style, known);
        fonts_checked(count, faults);
        lock_unchanged(path);
        lock_written(path);
        font_added(name);
        font_changed(name);
        font_removed(name);
        waiting(out);
        built_anew(error);
        written_file(path, pages, bytes);
        volume_file(path, documents, pages, bytes);
        merged_file(path, shares, documents, failed);
        removed_file(file);
        stale_file(file);
        not_written(source);
        stopped_build();
        built(written, pages);
        unchanged(count);
        with_errors(count);
        in_time(time);
        new_document();
        other_words();
        other_pages(before, pages);
        loosest(stretch, place);
        no_loosest();
        tightest(stretch, place);
        no_tightest();
        hyphens(count, lines);
        running_hyphens(count, place);
        short_lines(count, places);
        widows(count, places);
        orphans(count, places);
        at_places(places);
        pages_filled(fill);
        one_page();
        house_words();
        checked(count, errors, warnings);
        fixed(path);
        not_fixed(path);
        current_documents(count);
        verified_documents(count);
        differences(count);
        not_current(count);
        file_current(file, source);
        file_not_built(source);
        file_stale(file, changed);
        file_missing(file, source);
        file_altered(file, source);
        file_gone(file);
        file_foreign(file);
        file_different(file, source);
        source_failed(source);
        concordant_versions(reference, base, other);
        discordant_versions(reference, base, other, count);
        missing_place();
        recorded(path, origin);
        concorded(documents, differences);
        bilingual_file(path, pages, bytes, marked);
    }
}

/// The sentence of a group and a name, which a manifest has kept; `None` where no sentence has them with so many
/// arguments.
pub fn restore(group: &str, name: &str, arguments: Vec<Argument>) -> Option<Message> {
    let key = ALL.iter().find(|key| key.group == group && key.name == name)?;
    (key.placeholders.len() == arguments.len()).then(|| Message::new(key, arguments))
}
