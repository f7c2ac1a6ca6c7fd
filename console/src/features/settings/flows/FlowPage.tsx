// The page of one flow: reads it, or begins a new one, and hands it to the editor.
import { Skeleton } from 'antd';
import { useParams, useSearchParams } from 'react-router';
import { ProblemAlert } from '@/components/ProblemAlert';
import { FlowEditor } from './FlowEditor';
import { type Draft, useDraft } from './requests';

const EMPTY: Draft = {
  flow: '',
  revision: 0,
  based_on: 0,
  body: {},
  problems: [],
  changed_at: null,
  author_name: '',
};

export default function FlowPage() {
  const { flowId = '' } = useParams();
  const [search] = useSearchParams();
  const isNew = search.get('new') === '1';
  const draft = useDraft(flowId, isNew);
  if (draft.error) return <ProblemAlert error={draft.error} retry={draft.refetch} />;
  const found = isNew ? { ...EMPTY, flow: flowId } : draft.data;
  return found ? <FlowEditor key={flowId} name={flowId} draft={found} /> : <Skeleton active />;
}
