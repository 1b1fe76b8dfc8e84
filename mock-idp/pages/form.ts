/** The pieces that forms are made of. */
import { markup, type Content, type Markup } from './markup.ts';

/** Where a form is sent, and the secret that says which sign-in of which browser it belongs to. */
export interface FormTarget {
  readonly action: string;
  readonly flow: string;
}

export const form = ({ action, flow }: FormTarget, content: Content): Markup => markup`
<form method="post" action="${action}">
<input type="hidden" name="flow" value="${flow}">
${content}
</form>`;

/** The first button of a form is the one that the Enter key presses. */
export const button = (
  action: string,
  label: Content,
  look: 'primary' | 'plain' | 'link' = 'plain',
): Markup => markup`<button name="action" value="${action}" class="${look}">${label}</button>`;

export const actions = (...buttons: readonly Content[]): Markup =>
  markup`<div class="actions">${buttons}</div>`;

/** A button that leads aside: to sign up, to a new password, to another identity provider. */
export interface Aside {
  readonly action: string;
  readonly label: string;
}

export const asides = (all: readonly Aside[]): Content =>
  all.map(
    ({ action, label }) =>
      markup`<p class="after"><button name="action" value="${action}" class="link" formnovalidate>${label}</button></p>`,
  );

/** What is wrong with what was typed. */
export interface Problem {
  /** Number of the AADSTS error that a client without a browser would get; B2C's pages name none. */
  readonly aadsts?: number;
  readonly text: string;
}

/** Stands where a screen reader says it and the field can refer to it. */
export const problemBox = (problem: Problem | undefined): Content =>
  problem &&
  markup`<p class="problem" role="alert" id="problem">${problem.text}${
    problem.aadsts !== undefined && markup` <small>AADSTS${problem.aadsts}</small>`
  }</p>`;

/** Attributes of a field that a problem is about. */
export const fieldState = (problem: Problem | undefined): Content =>
  problem && markup` aria-invalid="true" aria-describedby="problem"`;

/** Foreign text, kept from turning the direction of the words around it. */
export const name = (text: string): Markup => markup`<bdi>${text}</bdi>`;
