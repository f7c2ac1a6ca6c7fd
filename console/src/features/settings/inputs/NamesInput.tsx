// A name in the three languages of the product.
import { Flex, Input } from 'antd';
import type { Names } from '@/api/types';

const LANGUAGES = [
  ['en', 'English'],
  ['es', 'Español'],
  ['zh', '中文'],
] as const;

interface Props {
  id?: string;
  value?: Names | string;
  onChange?: (value: Names) => void;
  /** For sentences rather than names. */
  isLong?: boolean;
}

export function NamesInput({ id, value, onChange, isLong = false }: Props) {
  const names: Names =
    typeof value === 'string' ? { en: value, es: value, zh: value } : (value ?? {});
  return (
    <Flex vertical gap={6}>
      {LANGUAGES.map(([language, own], index) => (
        <Input
          key={language}
          {...(index === 0 && id ? { id } : {})}
          addonBefore={own}
          aria-label={own}
          maxLength={isLong ? 500 : 200}
          value={names[language] ?? ''}
          onChange={(event) => onChange?.({ ...names, [language]: event.target.value })}
        />
      ))}
    </Flex>
  );
}
