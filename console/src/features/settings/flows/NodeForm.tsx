// The chosen node at the side: its name, what it does, where it leads, and what is wrong with it.
import { DeleteOutlined, FlagOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Flex, Input, Select, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './flows.module.css';
import { NODE_FORMS } from './forms';
import { change, connect, type FlowBody, NAME, remove, rename, waysOf } from './model';
import { NodeField } from './NodeField';
import type { Problem } from './requests';
import { useProblemText } from './useProblemText';
import { useWayName } from './useWayName';

interface Props {
  flow: FlowBody;
  name: string;
  problems: Problem[];
  mayChange: boolean;
  edit: (flow: FlowBody, of?: string) => void;
  select: (name: string) => void;
}

function NameField({ flow, name, edit, select }: Props) {
  const { t } = useTranslation('flows');
  const [written, setWritten] = useState(name);
  useEffect(() => setWritten(name), [name]);
  const isGood = written === name || (NAME.test(written) && !(written in flow.nodes));
  const take = () => {
    if (!isGood) return setWritten(name);
    if (written === name) return;
    edit(rename(flow, name, written));
    select(written);
  };
  return (
    <Input
      className={styles.mono}
      value={written}
      status={isGood ? '' : 'error'}
      aria-label={t('node_name')}
      onChange={(event) => setWritten(event.target.value)}
      onBlur={take}
      onPressEnter={take}
    />
  );
}

function Ways({ flow, name, edit }: Props) {
  const { t } = useTranslation('flows');
  const wayName = useWayName();
  const node = flow.nodes[name];
  const ways = node ? waysOf(node).filter(({ way }) => !way.startsWith('keys.')) : [];
  const options = Object.keys(flow.nodes).map((value) => ({ value, label: value }));
  return ways.map(({ way, target }) => (
    <div key={way}>
      <div className={styles.label}>{t('leads_to', { way: wayName(way) })}</div>
      <Select
        className={styles.wide}
        size="small"
        showSearch
        allowClear
        value={target || null}
        placeholder={t('nowhere')}
        aria-label={t('leads_to', { way: wayName(way) })}
        options={options}
        onChange={(to: string | undefined) => edit(connect(flow, name, way, to ?? ''))}
      />
    </div>
  ));
}

export function NodeForm(props: Props) {
  const { t } = useTranslation('flows');
  const problemText = useProblemText();
  const { flow, name, problems, mayChange, edit, select } = props;
  const node = flow.nodes[name];
  if (!node) return null;
  const put = (field: string, value: unknown) =>
    edit(change(flow, name, { ...node, [field]: value }), `${name}.${field}`);
  return (
    <fieldset disabled={!mayChange} className={styles.form}>
      <Flex gap="small" align="center">
        <NameField {...props} />
        <Button
          icon={<FlagOutlined />}
          type={flow.start === name ? 'primary' : 'default'}
          aria-pressed={flow.start === name}
          aria-label={t('begin_here')}
          title={t('begin_here')}
          onClick={() => edit({ ...flow, start: name })}
        />
        <Button
          danger
          icon={<DeleteOutlined />}
          aria-label={t('delete_node')}
          title={t('delete_node')}
          onClick={() => {
            edit(remove(flow, [name]));
            select('');
          }}
        />
      </Flex>
      <Typography.Paragraph type="secondary">
        {t(`about.${node.kind}`, { defaultValue: '' })}
      </Typography.Paragraph>
      {problems.map((problem) => (
        <Alert
          key={problem.code + problem.message}
          type={problem.is_warning ? 'warning' : 'error'}
          title={problemText(problem)}
        />
      ))}
      {(NODE_FORMS[node.kind] ?? []).map((field) => (
        <div key={`${name}.${field.name}`}>
          {field.type !== 'flag' && <div className={styles.label}>{t(`field.${field.name}`)}</div>}
          <NodeField
            flow={flow}
            node={node}
            field={field}
            put={(value) => put(field.name, value)}
          />
          {t(`help.${field.name}`, { defaultValue: '' }) && (
            <div className={styles.help}>{t(`help.${field.name}`)}</div>
          )}
        </div>
      ))}
      <Ways {...props} />
      <Checkbox
        checked={Boolean(node.task_completed)}
        onChange={(event) => put('task_completed', event.target.checked)}
      >
        {t('field.task_completed')}
      </Checkbox>
    </fieldset>
  );
}
