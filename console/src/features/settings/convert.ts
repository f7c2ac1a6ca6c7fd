// Between what the server keeps and what a form holds. Pure.
import type { Item } from '@/api/centre';
import { type Field, isSingle, type KindForm, type Values } from './fields';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function toInput(field: Field, value: unknown): unknown {
  if (field.type === 'seconds') return typeof value === 'number' ? value / 1000 : null;
  if ((field.type === 'one' || field.type === 'zone') && value === '') return undefined;
  return value;
}

function fromInput(field: Field, value: unknown): unknown {
  switch (field.type) {
    case 'seconds':
      return typeof value === 'number' ? Math.round(value * 1000) : null;
    case 'whole':
      return typeof value === 'number' ? value : null;
    case 'text':
      return typeof value === 'string' ? value.trim() : '';
    case 'one':
    case 'zone':
      return value ?? '';
    case 'choices':
    case 'several':
    case 'words':
    case 'indicators':
    case 'places':
    case 'days':
    case 'steps':
    case 'callers':
      return value ?? [];
    case 'pairs':
    case 'proficiency':
      return value ?? {};
    case 'flag':
      return value === true;
    case 'week':
      return Object.fromEntries(
        DAYS.map((day) => [day, (value as Record<string, string[]> | undefined)?.[day] ?? []]),
      );
    case 'said':
      return Object.values((value ?? {}) as object).some(Boolean) ? value : null;
    case 'holidays':
      return (value as { country?: string } | null)?.country ? value : null;
    default:
      return value;
  }
}

/** What a form begins with: the item, or what a new one begins with. */
export function toForm(form: KindForm, item: Item | null): Values {
  const source: Values = { ...form.initial, ...(item ?? {}) };
  const fields = form.fields.map((field) => [field.name, toInput(field, source[field.name])]);
  return { id: item?.id ?? (isSingle(form) ? 'rules' : ''), ...Object.fromEntries(fields) };
}

/** The body to send: the fields of the kind and no other; hidden fields as in a new item. */
export function fromForm(form: KindForm, values: Values, item: Item | null): Values {
  const body: Values = {};
  for (const field of form.fields) {
    const hidden = field.when && !field.when(values);
    const value = hidden ? form.initial[field.name] : fromInput(field, values[field.name]);
    body[field.name] = value === undefined ? null : value;
  }
  // Not on the form, but part of what is kept.
  if (form.kind === 'agents') body.is_demo = item?.is_demo === true;
  return body;
}

/** A first id from a name: small letters, digits and hyphens. */
export function slugOf(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}

/** Where an error of the server belongs on the form: `queues.sales.priority` → `priority`. */
export function fieldOfError(form: KindForm, path: string | undefined): string | null {
  const parts = (path ?? '').split('.');
  const names = new Set(['id', ...form.fields.map(({ name }) => name)]);
  return parts.find((part) => names.has(part)) ?? null;
}
