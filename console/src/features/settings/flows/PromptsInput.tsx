// What is said, one after another: a text by language, a recorded sound, or a figure read out.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { AutoComplete, Button, Flex, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useChoices } from '../useChoices';
import styles from './flows.module.css';

export interface Prompt {
  kind?: string;
  value?: string;
  text?: Record<string, string>;
  currency?: string;
}

const KINDS = ['speech', 'sound', 'number', 'digits', 'date', 'time', 'money'];
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CNY', 'MXN', 'COP', 'JPY'];
export const LANGUAGES = ['en', 'es', 'zh'] as const;

interface TextsProps {
  value: Record<string, string>;
  onChange: (value: Record<string, string>) => void;
}

export function TextsInput({ value, onChange }: TextsProps) {
  const { t } = useTranslation('flows');
  return (
    <>
      {LANGUAGES.map((language) => (
        <Input.TextArea
          key={language}
          autoSize={{ minRows: 1, maxRows: 6 }}
          maxLength={2000}
          lang={language}
          value={value[language] ?? ''}
          placeholder={t(`language.${language}`)}
          aria-label={t('text_in', { language: t(`language.${language}`) })}
          onChange={(event) => {
            const { [language]: _, ...rest } = value;
            onChange(event.target.value ? { ...value, [language]: event.target.value } : rest);
          }}
        />
      ))}
    </>
  );
}

/** A sound of the telephony by its name, or one of the centre's own prompts. */
function SoundInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('flows');
  const own = useChoices()('prompts').map((one) => ({
    value: `prompt:${one.value}`,
    label: `${one.label} (prompt:${one.value})`,
  }));
  return (
    <AutoComplete
      size="small"
      className={styles.mono}
      value={value}
      placeholder={t('sound_hint')}
      aria-label={t('sound_name')}
      options={own.length > 0 ? [{ label: t('own_prompts'), options: own }] : []}
      onChange={onChange}
    />
  );
}

function PromptLine(props: { prompt: Prompt; onChange: (p: Prompt) => void; remove: () => void }) {
  const { t } = useTranslation('flows');
  const { prompt, onChange, remove } = props;
  const kind = prompt.kind ?? 'sound';
  const isText = kind === 'speech' || kind === 'sound';
  return (
    <Flex vertical gap={6} className={styles.part}>
      <Flex gap="small">
        <Select
          className={styles.grow}
          size="small"
          value={kind}
          aria-label={t('prompt_kind')}
          options={KINDS.map((one) => ({ value: one, label: t(`prompt.${one}`) }))}
          onChange={(next: string) =>
            onChange({
              ...prompt,
              kind: next,
              ...(next === 'money' ? { currency: prompt.currency || 'EUR' } : { currency: '' }),
            })
          }
        />
        <Button
          size="small"
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('remove')}
          onClick={remove}
        />
      </Flex>
      {kind === 'sound' && (
        <SoundInput
          value={prompt.value ?? ''}
          onChange={(value) => onChange({ ...prompt, value })}
        />
      )}
      {kind !== 'speech' && kind !== 'sound' && (
        <Input
          size="small"
          className={styles.mono}
          value={prompt.value ?? ''}
          placeholder="{variable}"
          aria-label={t('value')}
          onChange={(event) => onChange({ ...prompt, value: event.target.value })}
        />
      )}
      {kind === 'money' && (
        <Select
          size="small"
          value={prompt.currency || 'EUR'}
          aria-label={t('currency')}
          options={CURRENCIES.map((one) => ({ value: one, label: one }))}
          onChange={(currency: string) => onChange({ ...prompt, currency })}
        />
      )}
      {isText && (
        <TextsInput value={prompt.text ?? {}} onChange={(text) => onChange({ ...prompt, text })} />
      )}
    </Flex>
  );
}

export function PromptsInput(props: { value: Prompt[]; onChange: (value: Prompt[]) => void }) {
  const { t } = useTranslation('flows');
  const { value, onChange } = props;
  return (
    <Flex vertical gap="small">
      {value.map((prompt, at) => (
        <PromptLine
          // biome-ignore lint/suspicious/noArrayIndexKey: prompts have no other name than their place
          key={at}
          prompt={prompt}
          onChange={(next) => onChange(value.map((one, place) => (place === at ? next : one)))}
          remove={() => onChange(value.filter((_, place) => place !== at))}
        />
      ))}
      <Button
        size="small"
        icon={<PlusOutlined />}
        onClick={() => onChange([...value, { kind: 'speech', value: '', text: {} }])}
      >
        {t('add_prompt')}
      </Button>
    </Flex>
  );
}
