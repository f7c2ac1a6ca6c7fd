// How a field of a setting reads in a table.
import { Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Item, Kind } from '@/api/centre';
import { useDefinitions } from '@/api/definitions';
import type { Names } from '@/api/types';
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';
import { useFormat } from '@/frame/useFormat';
import type { Field, KindForm } from './fields';
import { useChoices } from './useChoices';

interface Props {
  form: KindForm;
  field: Field;
  item: Item;
}

type Called = (kind: Kind, id: string) => string;

function Tags({ texts, none }: { texts: string[]; none: string }) {
  if (texts.length === 0) return none;
  return (
    <Flex wrap gap={4}>
      {texts.map((text) => (
        <Tag key={text}>{text}</Tag>
      ))}
    </Flex>
  );
}

function skillsOf(value: unknown, called: Called): string[] {
  const skills = Object.entries((value ?? {}) as Record<string, number>);
  return skills.map(([id, level]) => `${called('skills', id)} ${level}`);
}

function holidaysOf(value: unknown): string {
  const { country = '', subdivision = '' } = (value ?? {}) as Record<string, string>;
  return [country, subdivision].filter(Boolean).join('-');
}

export function Cell({ form, field, item }: Props) {
  const { t } = useTranslation('settings');
  const { language } = usePreferences();
  const format = useFormat();
  const choices = useChoices();
  const definitions = useDefinitions(field.type.startsWith('indicator'));
  const called: Called = (kind, id) =>
    choices(kind).find((choice) => choice.value === id)?.label ?? id;
  const value = item[field.name];
  const list = (value ?? []) as string[];
  switch (field.type) {
    case 'names':
    case 'said':
      return value ? nameIn(value as Names | string, language) : '–';
    case 'seconds':
      return typeof value === 'number'
        ? t('in_seconds', { count: value / 1000 })
        : t(field.empty ?? 'no_limit');
    case 'indicators':
      return <Tags texts={list.map(definitions.name)} none="–" />;
    case 'indicator':
      return definitions.name(String(value ?? ''));
    case 'number':
    case 'whole':
      return format.number(value as number | null);
    case 'flag':
      return t(value === true ? 'common:yes' : 'common:no');
    case 'choice':
      return t(`choice.${form.kind}.${field.name}.${String(value || 'any')}`, {
        defaultValue: String(value || '–'),
      });
    case 'one':
      return called(field.of, String(value ?? '')) || '–';
    case 'choices':
      return (
        <Tags
          texts={list.map((one) => t(`choice.${form.kind}.${field.name}.${one}`))}
          none={t('all')}
        />
      );
    case 'several':
      return <Tags texts={list.map((id) => called(field.of, id))} none={t('all')} />;
    case 'callers':
      return format.number(list.length);
    case 'places':
    case 'words':
      return list.join(', ') || '–';
    case 'pairs':
      return Object.keys((value ?? {}) as object).join(', ') || '–';
    case 'proficiency':
      return <Tags texts={skillsOf(value, called)} none="–" />;
    case 'holidays':
      return holidaysOf(value) || '–';
    case 'zone':
      return String(value || t('centre_zone'));
    default:
      return String(value || '–');
  }
}
