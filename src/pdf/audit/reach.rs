//! Objects that nothing leads to: bytes of no use, or a part of the file that got lost.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::Fault;

/// Reports every object that cannot be reached from the trailer.
pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    let mut reached: BTreeSet<ObjectId> = BTreeSet::new();
    let mut pending: Vec<&Object> = document.trailer.iter().map(|(_, value)| value).collect();
    while let Some(object) = pending.pop() {
        match object {
            Object::Reference(id) => {
                if reached.insert(*id)
                    && let Ok(object) = document.get_object(*id)
                {
                    pending.push(object);
                }
            }
            Object::Array(items) => pending.extend(items),
            Object::Dictionary(dictionary) => pending.extend(values(dictionary)),
            Object::Stream(stream) => pending.extend(values(&stream.dict)),
            _ => {}
        }
    }
    for (id, object) in &document.objects {
        // The streams that hold other objects and the table of places are the file's own.
        let own = object
            .as_stream()
            .is_ok_and(|stream| stream.dict.has_type(b"ObjStm") || stream.dict.has_type(b"XRef"));
        if !own && !reached.contains(id) {
            faults.push(Fault::Unreachable(id.0));
        }
    }
}

fn values(dictionary: &Dictionary) -> impl Iterator<Item = &Object> {
    dictionary.iter().map(|(_, value)| value)
}
