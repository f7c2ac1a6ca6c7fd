// Skills with the proficiency that holds for a while; "not at all" takes one away.
import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNameLists } from '@/api/names';
import styles from './acts.module.css';

interface Props {
  /** Skill → proficiency that the agent has now. */
  own: Record<string, number>;
  value: Record<string, number>;
  onChange: (value: Record<string, number>) => void;
}

export function SkillLevels({ own, value, onChange }: Props) {
  const { t } = useTranslation('floor');
  const skills = useNameLists()?.skills ?? {};
  const name = (id: string) => skills[id] || id;
  const left = Object.keys(skills).filter((id) => !(id in value));
  const level = (count: number) =>
    count === 0 ? t('deed.level_none') : t('deed.level', { level: count });
  return (
    <Flex vertical gap="small">
      {Object.entries(value).map(([id, chosen]) => (
        <Flex key={id} gap="small" align="center">
          <span className={styles.skill}>{name(id)}</span>
          <Select
            size="small"
            className={styles.level}
            value={chosen}
            aria-label={t('deed.level_of', { skill: name(id) })}
            onChange={(next: number) => onChange({ ...value, [id]: next })}
            options={[0, 1, 2, 3, 4, 5].map((one) => ({ value: one, label: level(one) }))}
          />
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            aria-label={t('deed.leave_skill', { skill: name(id) })}
            onClick={() => {
              const { [id]: _, ...rest } = value;
              onChange(rest);
            }}
          />
        </Flex>
      ))}
      <Select
        value={null}
        suffixIcon={<PlusOutlined />}
        placeholder={t('deed.add_skill')}
        aria-label={t('deed.add_skill')}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(id: string | null) => id && onChange({ ...value, [id]: own[id] ? 0 : 3 })}
        options={left.map((id) => ({
          value: id,
          label: own[id] ? `${name(id)} (${level(own[id])})` : name(id),
        }))}
      />
    </Flex>
  );
}
