// What is asked of the server, and what it tells.

/** An answer that is not what was asked for. */
export class Refusal extends Error {
  constructor(status, { error, message }) {
    super(message);
    this.status = status;
    this.error = error;
  }
}

async function ask(path, method = "GET", body = undefined) {
  const headers = body === undefined ? {} : { "Content-Type": "application/json" };
  const text = body === undefined ? undefined : JSON.stringify(body);
  const response = await fetch(path, { method, headers, body: text });
  const answer = await response.json().catch(() => ({ error: "unknown", message: response.statusText }));
  if (!response.ok) throw new Refusal(response.status, answer);
  return answer;
}

const place = (id) => `/api/documents/${encodeURIComponent(id)}`;

export const start = () => ask("/api/start");
export const list = () => ask("/api/documents");
export const open = (id) => ask(place(id));
export const draft = (id, text) => ask(`${place(id)}/draft`, "POST", { text });
export const save = (id, text, base, overwrite) => ask(place(id), "PUT", { text, base, overwrite });

/** Listens to what happens; a lost connection is taken up again by the browser. */
export function listen({ list, document, lost, back }) {
  const events = new EventSource("/api/events");
  let connected = true;
  events.addEventListener("list", list);
  events.addEventListener("document", (event) => document(JSON.parse(event.data)));
  events.addEventListener("error", () => {
    if (connected) lost();
    connected = false;
  });
  events.addEventListener("open", () => {
    if (!connected) back();
    connected = true;
  });
}
