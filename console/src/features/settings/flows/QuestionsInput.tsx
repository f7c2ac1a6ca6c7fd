// The questions of a survey, each with a name of its own for the figures.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './flows.module.css';
import { type Prompt, PromptsInput } from './PromptsInput';

interface Question {
  id: string;
  prompts: Prompt[];
}

export function QuestionsInput(props: { value: Question[]; onChange: (v: Question[]) => void }) {
  const { t } = useTranslation('flows');
  const { value, onChange } = props;
  const put = (at: number, question: Question) =>
    onChange(value.map((one, place) => (place === at ? question : one)));
  return (
    <Flex vertical gap="small">
      {value.map((question, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the id changes while it is typed
        <Flex vertical gap={6} key={at} className={styles.part}>
          <Flex gap="small">
            <Input
              size="small"
              className={styles.mono}
              value={question.id}
              aria-label={t('name')}
              onChange={(event) => put(at, { ...question, id: event.target.value })}
            />
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('remove')}
              onClick={() => onChange(value.filter((_, place) => place !== at))}
            />
          </Flex>
          <PromptsInput
            value={question.prompts ?? []}
            onChange={(prompts) => put(at, { ...question, prompts })}
          />
        </Flex>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined />}
        onClick={() => onChange([...value, { id: `question_${value.length + 1}`, prompts: [] }])}
      >
        {t('add_question')}
      </Button>
    </Flex>
  );
}
