// Keys of a menu, each with the node it leads to, or of a language, each with its language.
import { DeleteOutlined } from '@ant-design/icons';
import { Button, Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './flows.module.css';
import { LANGUAGES } from './PromptsInput';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'];

interface Props {
  value: Record<string, string>;
  onChange: (value: Record<string, string>) => void;
  to: 'node' | 'language';
  nodes: string[];
}

export function KeysInput({ value, onChange, to, nodes }: Props) {
  const { t } = useTranslation('flows');
  const free = KEYS.filter((key) => !(key in value));
  const options =
    to === 'node'
      ? nodes.map((name) => ({ value: name, label: name }))
      : LANGUAGES.map((one) => ({ value: one, label: t(`language.${one}`) }));
  return (
    <Flex vertical gap={6}>
      {KEYS.filter((key) => key in value).map((key) => (
        <Flex key={key} gap="small" align="center">
          <kbd className={styles.key}>{key}</kbd>
          <Select
            className={styles.grow}
            size="small"
            showSearch
            value={value[key] || null}
            placeholder={t('nowhere')}
            aria-label={t('key_leads_to', { key })}
            options={options}
            onChange={(target: string) => onChange({ ...value, [key]: target })}
          />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('remove')}
            onClick={() => {
              const { [key]: _, ...rest } = value;
              onChange(rest);
            }}
          />
        </Flex>
      ))}
      <Select
        size="small"
        value={null}
        disabled={free.length === 0}
        placeholder={t('add_key')}
        aria-label={t('add_key')}
        options={free.map((key) => ({ value: key, label: key }))}
        onChange={(key: string | null) =>
          key && onChange({ ...value, [key]: to === 'language' ? 'en' : '' })
        }
      />
    </Flex>
  );
}
