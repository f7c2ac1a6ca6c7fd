// Names with values: variables, and what a web service is sent and answers.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './flows.module.css';

interface Props {
  value?: Record<string, string>;
  onChange?: (value: Record<string, string>) => void;
  /** What stands empty beside a name. */
  hint: string;
}

export function PairsInput({ value = {}, onChange = () => undefined, hint }: Props) {
  const { t } = useTranslation('flows');
  const pairs = Object.entries(value);
  const put = (at: number, pair: [string, string]) =>
    onChange(Object.fromEntries(pairs.map((one, place) => (place === at ? pair : one))));
  const free = () => {
    let number = 1;
    while (`name_${number}` in value) number += 1;
    return `name_${number}`;
  };
  return (
    <Flex vertical gap={6}>
      {pairs.map(([name, text], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name changes while it is typed
        <Flex key={at} gap="small">
          <Input
            size="small"
            className={styles.mono}
            value={name}
            maxLength={40}
            aria-label={t('name')}
            onChange={(event) => {
              if (!(event.target.value in value)) put(at, [event.target.value, text]);
            }}
          />
          <Input
            size="small"
            className={styles.mono}
            value={text}
            placeholder={hint}
            aria-label={t('value_of', { name })}
            onChange={(event) => put(at, [name, event.target.value])}
          />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('remove')}
            onClick={() => onChange(Object.fromEntries(pairs.filter((_, p) => p !== at)))}
          />
        </Flex>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined />}
        onClick={() => onChange({ ...value, [free()]: '' })}
      >
        {t('add_pair')}
      </Button>
    </Flex>
  );
}
