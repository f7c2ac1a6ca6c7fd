// Skills, each with how well: one line a skill, 1 to 5.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useChoices } from '../useChoices';
import styles from './inputs.module.css';

const LEVELS = [1, 2, 3, 4, 5];

interface Props {
  id?: string;
  value?: Record<string, number>;
  onChange?: (value: Record<string, number>) => void;
}

export function ProficiencyInput({ id, value = {}, onChange }: Props) {
  const { t } = useTranslation('settings');
  const skills = useChoices()('skills');
  const free = skills.filter((skill) => !(skill.value in value));
  const label = (skill: string) => skills.find((one) => one.value === skill)?.label ?? skill;
  return (
    <Flex vertical gap={6} id={id}>
      {Object.entries(value).map(([skill, level]) => (
        <Flex key={skill} gap="small" align="center" justify="space-between">
          <span className={styles.skill}>{label(skill)}</span>
          <Flex gap="small" align="center">
            <Segmented<number>
              size="small"
              aria-label={t('proficiency_of', { skill: label(skill) })}
              value={level}
              options={LEVELS}
              onChange={(next) => onChange?.({ ...value, [skill]: next })}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('take_away', { name: label(skill) })}
              onClick={() => {
                const { [skill]: _, ...rest } = value;
                onChange?.(rest);
              }}
            />
          </Flex>
        </Flex>
      ))}
      <Select
        size="small"
        value={null}
        disabled={free.length === 0}
        suffixIcon={<PlusOutlined />}
        placeholder={free.length === 0 ? t('no_more_skills') : t('add_skill')}
        aria-label={t('add_skill')}
        options={free}
        onChange={(skill: string | null) => skill && onChange?.({ ...value, [skill]: 1 })}
      />
    </Flex>
  );
}
