// A call made in writing: keys are pressed here, and what a caller would hear is read here.
import { ReloadOutlined } from '@ant-design/icons';
import { Button, Flex, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '@/components/ProblemAlert';
import styles from './flows.module.css';
import type { FlowBody } from './model';
import { PairsInput } from './PairsInput';
import { LANGUAGES } from './PromptsInput';
import { type Line, type Trial, useTryOut } from './requests';
import { TryOutAnswers } from './TryOutAnswers';
import { TryOutcome } from './TryOutcome';

const PAD = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const BEGIN: Trial = {
  keys: [],
  language: '',
  open: null,
  at: null,
  variables: { caller: '+34600111222' },
  customer: {},
  http: {},
};

function TryLine({ line, show }: { line: Line; show: (node: string) => void }) {
  const { t } = useTranslation('flows');
  const { kind, text, detail } = line;
  if (kind === 'entered') {
    return (
      <button type="button" className={styles.tryNode} onClick={() => show(line.node)}>
        {t(`kind.${detail.kind}`, { defaultValue: detail.kind ?? '' })} · {text}
        {detail.task_completed ? ' ✓' : ''}
      </button>
    );
  }
  if (kind === 'said') {
    const words = line.prompts.map((prompt) =>
      prompt.kind === 'sound' ? `♪ ${prompt.value}` : prompt.value,
    );
    return (
      <div className={styles.trySaid} lang={line.prompts[0]?.language}>
        {words.join(' ')}
      </div>
    );
  }
  if (kind === 'key') return <div className={styles.tryKey}>{text || t('try.nothing')}</div>;
  const shown =
    kind === 'set'
      ? Object.entries(detail).map(([k, v]) => `${k} = ${v}`)
      : [detail.way === 'end' ? t(`try.exit.${text}`) : text];
  const way = kind === 'left' ? t(`try.way.${detail.way}`) : t(`try.${kind}`);
  const more = [detail.status && detail.status !== '0' ? detail.status : '', detail.failure]
    .concat(kind === 'hours' ? [t(detail.is_open === 'yes' ? 'way.open' : 'way.closed')] : [])
    .filter(Boolean);
  return (
    <div className={kind === 'left' ? styles.tryLeft : styles.tryNote}>
      {way} {[...shown, ...more].join(' · ')}
    </div>
  );
}

export function TryOut({ flow, show }: { flow: FlowBody; show: (node: string) => void }) {
  const { t } = useTranslation('flows');
  const [trial, setTrial] = useState(BEGIN);
  const tried = useTryOut(flow, trial);
  const put = (part: Partial<Trial>) => setTrial({ ...trial, ...part });
  const press = (key: string) => put({ keys: [...trial.keys, key] });
  const node = tried.data?.node;
  const isOver = tried.data?.is_over ?? false;
  const waits = tried.data?.waits_for_key ?? false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the caller, not the page
  useEffect(() => {
    if (node && trial.keys.length > 0) show(node);
  }, [node]);
  return (
    <Flex vertical gap="small" className={styles.try}>
      <Flex gap="small" wrap>
        <Select
          size="small"
          value={trial.language}
          aria-label={t('try.language_of_call')}
          options={['', ...LANGUAGES].map((one) => ({
            value: one,
            label: one ? t(`language.${one}`) : t('try.language_unknown'),
          }))}
          onChange={(language) => put({ language })}
        />
        <Select
          size="small"
          value={trial.open === null ? 'now' : trial.open ? 'open' : 'closed'}
          aria-label={t('try.time')}
          options={['now', 'open', 'closed'].map((value) => ({
            value,
            label: t(`try.hours_${value}`),
          }))}
          onChange={(value) => put({ open: value === 'now' ? null : value === 'open' })}
        />
        <Button size="small" icon={<ReloadOutlined />} onClick={() => put({ keys: [] })}>
          {t('try.again')}
        </Button>
      </Flex>
      <details>
        <summary>{t('try.variables')}</summary>
        <PairsInput value={trial.variables} onChange={(variables) => put({ variables })} hint="…" />
      </details>
      <TryOutAnswers flow={flow} trial={trial} put={put} />
      <ProblemAlert error={tried.error} retry={tried.refetch} />
      <div className={styles.tryLines} role="log" aria-label={t('try.what_happens')}>
        {(tried.data?.lines ?? []).map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a log has no other names
          <TryLine key={at} line={line} show={show} />
        ))}
      </div>
      {isOver ? <TryOutcome lines={tried.data?.lines ?? []} /> : null}
      <Flex gap="small" align="center">
        <div className={styles.pad}>
          {PAD.map((key) => (
            <Button key={key} disabled={!waits} onClick={() => press(key)}>
              {key}
            </Button>
          ))}
        </div>
        <Flex vertical gap="small">
          <Button disabled={!waits} onClick={() => press('timeout')}>
            {t('try.press_nothing')}
          </Button>
          <Button
            disabled={trial.keys.length === 0}
            onClick={() => put({ keys: trial.keys.slice(0, -1) })}
          >
            {t('try.back')}
          </Button>
        </Flex>
      </Flex>
    </Flex>
  );
}
