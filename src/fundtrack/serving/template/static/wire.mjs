// Messages between the page and its kernel, in Jupyter's binary form
// (v1.kernel.websocket.jupyter.org): a count, that many offsets, then the parts.
const WORD = 8;
const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const VERSION = "5.3";
const AGAIN = 1000;
const written = new TextEncoder();
const read = new TextDecoder();

function pack(parts) {
  const bytes = parts.map((part) => written.encode(part));
  const offsets = [WORD * (bytes.length + 2)];
  for (const part of bytes) offsets.push(offsets.at(-1) + part.length);
  const whole = new Uint8Array(offsets.at(-1));
  const view = new DataView(whole.buffer);
  [offsets.length, ...offsets].forEach((at, number) => view.setBigUint64(number * WORD, BigInt(at), true));
  bytes.forEach((part, number) => whole.set(part, offsets[number]));
  return whole;
}

function unpack(buffer) {
  const view = new DataView(buffer);
  const at = (number) => Number(view.getBigUint64(WORD * number, true));
  const parts = [];
  for (let number = 1; number < at(0); number += 1) {
    parts.push(new Uint8Array(buffer, at(number), at(number + 1) - at(number)));
  }
  const [, header, , , content, ...buffers] = parts;
  const [head, said] = [header, content].map((part) => JSON.parse(read.decode(part)));
  return { type: head.msg_type, content: said, buffers: buffers.map((part) => new DataView(part.slice().buffer)) };
}

// A line to the kernel that is opened again when it breaks; `opened` is called each
// time it stands, `heard` for each message.
export class Line {
  constructor(address, { opened, heard }) {
    this.session = crypto.randomUUID();
    this.number = 0;
    this.address = `${address}?session_id=${this.session}`;
    this.told = { opened, heard };
    this.waiting = [];
    this.isLeft = false;
    this.open();
  }

  open() {
    this.socket = new WebSocket(this.address, [PROTOCOL]);
    this.socket.binaryType = "arraybuffer";
    this.socket.addEventListener("open", () => {
      this.told.opened();
      for (const message of this.waiting.splice(0)) this.socket.send(message);
    });
    this.socket.addEventListener("message", ({ data }) => this.told.heard(unpack(data)));
    this.socket.addEventListener("close", () => {
      if (!this.isLeft) setTimeout(() => this.open(), AGAIN);
    });
  }

  // What is said while the line is down waits until it stands again.
  say(type, content, metadata = {}) {
    this.number += 1;
    const header = {
      msg_id: `${this.session}_${this.number}`,
      msg_type: type,
      session: this.session,
      username: "",
      date: new Date().toISOString(),
      version: VERSION,
    };
    const parts = [header, {}, metadata, content].map((part) => JSON.stringify(part));
    const message = pack(["shell", ...parts]);
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(message);
    else this.waiting.push(message);
  }

  leave() {
    this.isLeft = true;
    this.socket.close();
  }
}
