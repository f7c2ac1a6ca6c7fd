// The steps of a script: a title and a text each, in their order.
import { ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input } from 'antd';
import { useTranslation } from 'react-i18next';

export interface ScriptStep {
  title: string;
  text: string;
}

interface Props {
  id?: string;
  value?: ScriptStep[];
  onChange?: (value: ScriptStep[]) => void;
}

const MOST = 50;

export function ScriptInput({ id, value = [], onChange }: Props) {
  const { t } = useTranslation('settings');
  const put = (index: number, change: Partial<ScriptStep>) =>
    onChange?.(value.map((step, place) => (place === index ? { ...step, ...change } : step)));
  const up = (index: number) => {
    const moved = [...value];
    const [step] = moved.splice(index, 1);
    if (step) moved.splice(index - 1, 0, step);
    onChange?.(moved);
  };
  return (
    <Flex vertical gap="middle" id={id}>
      {value.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name of its own
        <Flex key={index} vertical gap={6}>
          <Flex gap={6}>
            <Input
              value={step.title}
              maxLength={200}
              placeholder={t('script_step.title', { number: index + 1 })}
              aria-label={t('script_step.title', { number: index + 1 })}
              onChange={(event) => put(index, { title: event.target.value })}
            />
            <Button
              icon={<ArrowUpOutlined />}
              aria-label={t('script_step.up')}
              title={t('script_step.up')}
              disabled={index === 0}
              onClick={() => up(index)}
            />
            <Button
              icon={<DeleteOutlined />}
              aria-label={t('common:delete')}
              title={t('common:delete')}
              disabled={value.length === 1}
              onClick={() => onChange?.(value.filter((_, place) => place !== index))}
            />
          </Flex>
          <Input.TextArea
            value={step.text}
            maxLength={2000}
            autoSize={{ minRows: 2, maxRows: 8 }}
            placeholder={t('script_step.text')}
            aria-label={t('script_step.text')}
            onChange={(event) => put(index, { text: event.target.value })}
          />
        </Flex>
      ))}
      <Button
        icon={<PlusOutlined />}
        disabled={value.length >= MOST}
        onClick={() => onChange?.([...value, { title: '', text: '' }])}
      >
        {t('script_step.add')}
      </Button>
    </Flex>
  );
}
