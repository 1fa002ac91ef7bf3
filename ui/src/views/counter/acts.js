import { html } from "lit";
import { ask } from "../../components/dialog.js";
import { toast } from "../../components/toast.js";
import { isComposing } from "../../lib/keys.js";
import { go } from "../../lib/router.js";
import { noteDelivery } from "../contact/deliver.js";
import { noteContact } from "../contact/note.js";
import { openForm } from "../day/forms.js";
import { askCorrection, askWriteOff } from "../day/given-up.js";
import { addPromise, makeAgreement, showAgreement } from "./agreement.js";
import { payAhead } from "./ahead.js";
import { moveDeposit, takeDeposit } from "./deposit.js";
import { enterLeaf } from "./handwritten.js";
import { askConcession, askRefund, askWaiver } from "./requests.js";
import { takeSeveral } from "./several.js";

/** @typedef {import("../../ipc/types/counter/card").HouseholdCard} Card */
/** What can be done at the counter beside taking money: its key, its name, whether it is about the open home. Answers whether something changed.
 * @typedef {{ key: string, name: string, about: string, home: boolean, act: (card: any, named: number[]) => Promise<boolean> | boolean }} Act */

const page = (/** @type {string[]} */ ...parts) => {
  go("counter", ...parts);
  return false;
};

/** @type {Act[]} */
export const ACTS = [
  { key: "1", name: "预缴", about: "以后的月份，可用优惠活动", home: true, act: payAhead },
  { key: "2", name: "收押金", about: "单独开收据", home: true, act: takeDeposit },
  { key: "3", name: "退押金、扣押金", about: "报审批", home: true, act: (card) => moveDeposit(card) },
  { key: "4", name: "退款申请", about: "多缴、退租、合同终止", home: true, act: askRefund },
  { key: "5", name: "减免申请", about: "勾选的账单，不勾即全部", home: true, act: askWaiver },
  { key: "6", name: "空置优惠、减免一段时间", about: "报审批", home: true, act: askConcession },
  { key: "7", name: "分期付款协议", about: "勾选的账单，不勾即全部逾期", home: true, act: makeAgreement },
  { key: "8", name: "承诺缴费", about: "记下日期和原话", home: true, act: addPromise },
  { key: "L", name: "记联系", about: "通话、上门、来访：诉求、原因、结果、下次（F9）", home: true, act: async (card) => (await noteContact(card.room)) !== undefined },
  { key: "E", name: "登记送达", about: "通知单、催缴函怎么送到的（Ctrl+F9）", home: true, act: (card) => noteDelivery(card.room) },
  { key: "G", name: "红冲更正申请", about: "账单开错了", home: true, act: askCorrection },
  { key: "H", name: "坏账核销申请", about: "勾选的账单，不勾即全部", home: true, act: askWriteOff },
  { key: "9", name: "补录手写收据", about: "停电时手写的", home: true, act: enterLeaf },
  { key: "0", name: "对账单", about: "屏幕、打印、导出", home: true, act: (card) => page("statement", card.room) },
  { key: "D", name: "几户合开一张收据", about: "一人替几户缴", home: false, act: (card) => takeSeveral(card) },
  { key: "Y", name: "押金余额表", about: "全部住户", home: false, act: () => page("deposits") },
  { key: "S", name: "手写收据本", about: "缺号、写坏", home: false, act: () => page("books") },
];

/** @param {KeyboardEvent} event */
function walk(event) {
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (!step) return;
  event.preventDefault();
  /** @type {any} */ (document.activeElement)?.closest("li")?.[step]?.querySelector("button")?.focus();
}

/**
 * Chooses what to do; then does it. Answers whether something changed for the home.
 * @param {Card | undefined} card @param {number[]} named
 */
export async function chooseAct(card, named) {
  const acts = ACTS.filter((act) => card || !act.home);
  const act = await ask({
    title: card ? `办理　${card.room}　${card.owners}` : "办理",
    body: (close) => html`
      <ul class="acts" @keydown=${(/** @type {KeyboardEvent} */ event) => {
        walk(event);
        const wanted = isComposing(event) || event.ctrlKey || event.altKey ? undefined : acts.find((a) => a.key === event.key.toUpperCase());
        if (!wanted) return;
        event.preventDefault();
        close(wanted);
      }}>
        ${acts.map((a, i) => html`<li><button class="act" ?autofocus=${i === 0} @click=${() => close(a)}><kbd>${a.key}</kbd><b>${a.name}</b><span class="muted">${a.about}</span></button></li>`)}
      </ul>
      ${card ? "" : html`<p class="muted">先打开一户，可以办理预缴、押金、退款、减免、分期和对账单。</p>`}`,
    actions: (close) => html`<button class="button" @click=${() => close()}>返回 <kbd>Esc</kbd></button>`,
  });
  return act ? doAct(act, card, named) : false;
}

/** @param {Act} act @param {Card | undefined} card @param {number[]} named */
async function doAct(act, card, named) {
  try {
    return await act.act(card, named);
  } catch (refused) {
    toast(/** @type {Error} */ (refused).message);
    return false;
  }
}

/** Opens what a note on the card speaks of. @param {import("../../ipc/types/counter/card").CardNote} note @param {Card} card */
export async function openNote(note, card) {
  const of = { deposit: () => moveDeposit(card, Number(note.number)), agreement: () => showAgreement(note.number), form: () => openForm(note.number).then(() => true) };
  const act = /** @type {any} */ (of)[note.kind];
  return act ? doAct({ key: "", name: "", about: "", home: true, act }, card, []) : false;
}
