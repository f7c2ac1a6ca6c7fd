// What is wrong with one field, in the person's words; the server's own sentence is English.
import type { TFunction } from 'i18next';
import type { FieldError } from '@/api/problem';

/** The server's words for the kinds of value that it reads, gathered into ours. */
const SAME: Record<string, string> = {
  missing: 'need',
  extra_forbidden: 'unknown_field',
  string_type: 'kind_text',
  int_type: 'kind_whole',
  int_parsing: 'kind_whole',
  int_parsing_size: 'kind_whole',
  int_from_float: 'kind_whole',
  float_type: 'kind_number',
  float_parsing: 'kind_number',
  finite_number: 'kind_number',
  bool_type: 'kind_flag',
  bool_parsing: 'kind_flag',
  list_type: 'kind_list',
  tuple_type: 'kind_list',
  set_type: 'kind_list',
  dict_type: 'kind_group',
  model_type: 'kind_group',
  model_attributes_type: 'kind_group',
  literal_error: 'choose_one',
  enum: 'choose_one',
  string_too_short: 'text_short',
  string_too_long: 'text_long',
  string_pattern_mismatch: 'form',
  value_error: 'form',
  greater_than_equal: 'least',
  greater_than: 'more_than',
  less_than_equal: 'most',
  less_than: 'less_than',
  json_invalid: 'json',
  json_type: 'json',
  datetime_type: 'date',
  datetime_parsing: 'date',
  datetime_from_date_parsing: 'date',
  timezone_aware: 'date',
};

export function fieldText(error: FieldError, t: TFunction): string {
  const code = error.code ?? '';
  const given = error.params ?? {};
  const params = {
    message: error.message,
    ...given,
    least: given.least ?? given.min_length ?? given.ge ?? given.gt,
    most: given.most ?? given.max_length ?? given.le ?? given.lt,
    of: given.of ?? String(given.expected ?? '').replace(/ or /g, ', '),
  };
  const words = t(`problem:field.${SAME[code] ?? code}`, { defaultValue: '', ...params });
  return words || error.message;
}
