// Everything that is wrong with the flow; one is chosen to see its node.
import { Button, Empty, Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './flows.module.css';
import type { Problem } from './requests';
import { useProblemText } from './useProblemText';

export function ProblemList(props: { problems: Problem[]; select: (node: string) => void }) {
  const { t } = useTranslation('flows');
  const text = useProblemText();
  if (props.problems.length === 0) {
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('no_problems')} />;
  }
  const inOrder = [...props.problems].sort((a, b) => Number(a.is_warning) - Number(b.is_warning));
  return (
    <ul className={styles.list}>
      {inOrder.map((problem) => (
        <li key={`${problem.node} ${problem.code} ${problem.message}`}>
          <Button
            type="text"
            block
            className={styles.problem}
            disabled={!problem.node}
            onClick={() => props.select(problem.node)}
          >
            <Flex gap="small" align="baseline">
              <Tag color={problem.is_warning ? 'warning' : 'error'}>
                {t(problem.is_warning ? 'warning' : 'error')}
              </Tag>
              <span>
                {problem.node && <code>{problem.node} </code>}
                {text(problem)}
              </span>
            </Flex>
          </Button>
        </li>
      ))}
    </ul>
  );
}
