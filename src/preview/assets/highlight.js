// What is made visible in a text, line by line; and places that follow a text as it is edited.

/** Where two texts differ: from `at`, `removed` units became `inserted` ones. */
export function difference(before, after) {
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  let tail = 0;
  while (tail < least - head && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  return { at: head, removed: before.length - head - tail, inserted: after.length - head - tail };
}

/** A place after a change. */
export function shifted([start, end], { at, removed, inserted }) {
  const move = (place, isEnd) => {
    if (place < at || (place === at && !isEnd && removed > 0)) return place;
    if (place >= at + removed) return place + inserted - removed;
    return isEnd ? at + inserted : at;
  };
  if (end <= at) return [start, end];
  return [move(start, false), Math.max(move(end, true), move(start, false))];
}

// A space that is not the one of the keyboard, by what is shown for it.
const SPACES = [
  ["nbsp", /\u00a0/g],
  ["nnbsp", /\u202f/g],
  ["space", /[\u2000-\u200a\u205f\u3000]/g],
  ["hidden", /[\u00ad\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff]/g],
  ["tab", /\t/g],
];

// The signs of the source that are no words of the document.
const SIGNS = [/^#{1,6}(?= )/g, /^\s*(?:\*\*\*|---)\s*$/g, /\[\^[^\]]+\]:?/g, /\*\*|(?<!\*)\*(?!\*)/g, /^\s*(?:[-–>]|\d+\.)(?= )/g];

/** The parts of a line: [first, end, classes], without gaps. `marks` are [first, end, class] within the line. */
export function parts(line, marks, inFrontMatter) {
  const all = [...marks];
  for (const [name, pattern] of SPACES) {
    for (const match of line.matchAll(pattern)) all.push([match.index, match.index + match[0].length, name]);
  }
  if (inFrontMatter) {
    const field = /^\s*([\w-]+)\s*=/.exec(line);
    if (field) all.push([0, field[0].length, "field"]);
    else if (line.trim() === "+++") all.push([0, line.length, "sign"]);
  } else {
    for (const pattern of SIGNS) {
      for (const match of line.matchAll(pattern)) all.push([match.index, match.index + match[0].length, "sign"]);
    }
  }
  const cuts = new Set([0, line.length]);
  for (const [first, end] of all) cuts.add(Math.max(0, first)).add(Math.min(line.length, end));
  const places = [...cuts].sort((one, other) => one - other);
  const found = [];
  for (let index = 0; index + 1 < places.length; index++) {
    const [first, end] = [places[index], places[index + 1]];
    const names = new Set(all.filter(([from, to]) => from <= first && end <= to).map(([, , name]) => name));
    found.push([first, end, [...names].join(" ")]);
  }
  return found;
}
