// What web services and the look-up answer in a try-out; nothing is really asked.
import { Flex, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './flows.module.css';
import type { FlowBody } from './model';
import { PairsInput } from './PairsInput';
import type { Trial } from './requests';

interface Props {
  flow: FlowBody;
  trial: Trial;
  put: (part: Partial<Trial>) => void;
}

const ANSWERS: Record<string, { status: number; failure: string }> = {
  ok: { status: 200, failure: '' },
  not_found: { status: 404, failure: '' },
  failed: { status: 500, failure: '' },
  timeout: { status: 0, failure: 'timeout' },
};

function HttpAnswer({ name, trial, put }: { name: string } & Omit<Props, 'flow'>) {
  const { t } = useTranslation('flows');
  const [kind, setKind] = useState('timeout');
  const [json, setJson] = useState('{}');
  const [isJson, setIsJson] = useState(true);
  const tell = (nextKind: string, text: string) => {
    setKind(nextKind);
    setJson(text);
    try {
      const body: unknown = JSON.parse(text);
      const answer = ANSWERS[nextKind] ?? { status: 200, failure: '' };
      put({ http: { ...trial.http, [name]: { ...answer, body } } });
      setIsJson(true);
    } catch {
      setIsJson(false);
    }
  };
  return (
    <Flex vertical gap={4}>
      <Flex gap="small" align="center">
        <code className={styles.grow}>{name}</code>
        <Select
          size="small"
          value={kind}
          aria-label={t('try.answer_of', { name })}
          options={Object.keys(ANSWERS).map((one) => ({ value: one, label: t(`try.http_${one}`) }))}
          onChange={(next: string) => tell(next, json)}
        />
      </Flex>
      {kind === 'ok' && (
        <Input.TextArea
          className={styles.mono}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={json}
          status={isJson ? '' : 'error'}
          aria-label={t('try.json_of', { name })}
          onChange={(event) => tell(kind, event.target.value)}
        />
      )}
    </Flex>
  );
}

export function TryOutAnswers({ flow, trial, put }: Props) {
  const { t } = useTranslation('flows');
  const nodes = Object.entries(flow.nodes);
  const asking = nodes.filter(([, node]) => node.kind === 'http').map(([name]) => name);
  const looksUp = nodes.some(([, node]) => node.kind === 'customer');
  return (
    <>
      {asking.length > 0 && (
        <details open>
          <summary>{t('try.answers')}</summary>
          {asking.map((name) => (
            <HttpAnswer key={name} name={name} trial={trial} put={put} />
          ))}
        </details>
      )}
      {looksUp && (
        <details>
          <summary>{t('try.customer_known')}</summary>
          <PairsInput
            value={trial.customer}
            onChange={(customer) => put({ customer })}
            hint="Ana"
          />
        </details>
      )}
    </>
  );
}
