// Stands where a page has not been built yet; removed with the last of them.
import { Empty } from 'antd';

export default function Placeholder() {
  return <Empty description={false} />;
}
