import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ZfElement } from "../../components/element.js";
import { exportButton } from "../../components/export-list.js";
import { showPapers } from "../../components/paper.js";
import { empty, failure } from "../../components/states.js";
import { toast } from "../../components/toast.js";
import * as app from "../../ipc/app.js";
import * as billing from "../../ipc/billing.js";
import { intention } from "../../ipc/index.js";
import * as meter from "../../ipc/meter.js";
import { KINDS } from "./meter-forms.js";
import { billReadings } from "./meter-bill.js";
import { readFile, readingImports } from "./reading-file.js";
import "./reading-grid.js";

/** @typedef {import("../../ipc/types/meter/round").RoundLine} RoundLine */

/** 抄表: the sheet of a month, filled in by keyboard; workbooks; the bill. */
class Readings extends ZfElement {
  static properties = { form: { state: true }, day: { state: true }, round: { state: true }, unread: { state: true }, error: { state: true } };

  constructor() {
    super();
    this.form = { month: "", kind: "", building: "" };
    this.day = "";
    /** @type {string[]} */ this.buildings = [];
    /** @type {import("../../ipc/types/meter/round").Round | undefined} */ this.round = undefined;
    this.unread = false;
    /** @type {unknown} */ this.error = undefined;
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      const [state, choices] = await Promise.all([app.state(), billing.choices()]);
      this.buildings = choices.buildings;
      this.day = state.today;
      await this.set({ month: state.today.slice(0, 7), building: choices.buildings[0] ?? "" });
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {Partial<Readings["form"]>} change */
  async set(change) {
    this.form = { ...this.form, ...change };
    await this.load();
  }

  async load() {
    try {
      this.round = await meter.round(this.form);
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  /** Does something and reads the sheet anew. @param {() => Promise<unknown>} act */
  async then(act) {
    try {
      const done = await act();
      if (done !== undefined) await this.load();
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {RoundLine} line */
  void(line) {
    return askForm({
      title: `作废读数　${line.room} ${line.meter}`,
      text: `${line.day} 抄见 ${line.value}。作废后可重新录入；已经出过账的读数请用“更正”。`,
      fields: [{ name: "reason", label: "原因", required: true }],
      yes: "作废读数",
      grave: true,
      submit: ({ reason }, key) => meter.voidReading(line.counts, reason, key).then(() => true),
    });
  }

  /** @param {RoundLine} line */
  correct(line) {
    return askForm({
      title: `更正读数　${line.room} ${line.meter}`,
      text: `${line.day} 抄见 ${line.value}，已经出账。更正后的差额在下次出账时单列。还没有出账的，请先作废再录入。`,
      fields: [
        { name: "value", label: "正确的读数", kind: "number", required: true },
        { name: "note", label: "怎么错的", required: true },
        { name: "accept", label: "看来异常也记入（已复核）", kind: "check" },
      ],
      yes: "更正读数",
      submit: (v, key) => meter.note({ meter: line.meter, value: v.value, day: line.day, rollover: false, corrects: line.reading, note: v.note, accept: v.accept === "true" }, key),
    });
  }

  async estimate() {
    const answer = await askForm({
      title: `估抄　${this.form.month}`,
      text: "本月还没有抄到的表，按以前的平均用量估一个读数。以后抄到实数，多估少估的自动更正。没有历史用量的表不估。",
      fields: [],
      yes: "估抄全部未抄的表",
      submit: (_, key) => meter.estimate(this.form.month, key),
    });
    if (answer) toast(`已估抄 ${answer[0]} 块表${answer[1].length ? `，仍有 ${answer[1].length} 块未抄` : ""}`);
    return answer;
  }

  window() {
    const [from, to] = (this.round?.window ?? "1/31").split("/");
    return askForm({
      title: "抄表日期",
      text: "每月几日到几日抄表。止日小于起日的，算到次月，例如 25 日至次月 5 日。",
      fields: [{ name: "from", label: "起日", kind: "number", value: from, required: true }, { name: "to", label: "止日（31 即月末）", kind: "number", value: to, required: true }],
      yes: "设定",
      submit: ({ from: first, to: last }, key) => meter.setWindow(first, last, key).then(() => true),
    });
  }

  tools() {
    const change = (/** @type {keyof Readings["form"]} */ name) => (/** @type {any} */ e) => this.set({ [name]: e.target.value });
    return html`
      <section class="panel form">
        <div class="row">
          <label class="field"><span>月份</span><input name="month" autocomplete="off" .value=${this.form.month} @change=${change("month")} /></label>
          <label class="field"><span>楼栋</span><select name="building" @change=${change("building")}>
            ${this.buildings.map((b) => html`<option value=${b} .selected=${b === this.form.building}>${b}栋</option>`)}<option value="" .selected=${!this.form.building}>全部和公共表</option></select></label>
          <label class="field"><span>类别</span><select name="kind" @change=${change("kind")}><option value="">全部</option>${KINDS.map((k) => html`<option value=${k.value}>${k.label}</option>`)}</select></label>
          <label class="field"><span>抄表日期</span><input name="day" autocomplete="off" .value=${this.day} @change=${(/** @type {any} */ e) => { this.day = e.target.value; }} /></label>
          <label class="inline"><input type="checkbox" .checked=${this.unread} @change=${(/** @type {any} */ e) => { this.unread = e.target.checked; }} /><span>只看未抄</span></label>
        </div>
        <div class="row">
          <button class="button" @click=${() => this.then(async () => showPapers([await meter.roundPaper(this.form)]))}>打印抄表单</button>
          ${exportButton("抄表单", "meter_export_round", { form: this.form })}
          <button class="button" @click=${() => this.then(() => readFile(this.day))}>导入读数……</button>
          <button class="button" @click=${() => this.then(readingImports)}>导入记录</button>
          <button class="button" @click=${() => this.then(() => this.estimate())}>估抄未抄的……</button>
          <button class="button" @click=${() => this.then(() => this.window())}>抄表日期……</button>
          <button class="button primary" @click=${() => this.then(() => billReadings(this.form.month, this.form.kind, intention()))}>本月读数出账……</button>
        </div>
      </section>`;
  }

  render() {
    const lines = this.round?.lines ?? [];
    const noted = lines.filter((l) => l.reading > 0).length;
    const shown = this.unread ? lines.filter((l) => !l.reading) : lines;
    return html`
      ${this.tools()}
      ${this.error ? failure(this.error) : nothing}
      ${this.round
        ? html`<section class="panel" aria-label="抄表录入">
            <header><h2>抄表录入</h2><span class="muted">${this.round.from} 至 ${this.round.to}　已抄 ${noted} / ${lines.length} 块表　<kbd>Enter</kbd> 记下并到下一块</span></header>
            ${shown.length
              ? html`<zf-reading-grid .lines=${shown} .day=${this.day} @noted=${() => this.requestUpdate()} @correct=${(/** @type {CustomEvent<RoundLine>} */ e) => this.then(() => this.correct(e.detail))} @void=${(/** @type {CustomEvent<RoundLine>} */ e) => this.then(() => this.void(e.detail))}></zf-reading-grid>`
              : lines.length
                ? empty("这里的表本月都已抄完。可以出账了。")
                : empty("这里没有表。先在“表计”里登记表和起始读数。", html`<a class="button primary" href="#/billing/meters">去登记表</a>`)}
          </section>`
        : nothing}`;
  }
}
customElements.define("zf-readings", Readings);
