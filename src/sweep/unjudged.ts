/** Why a customer could not be judged although the target serves others. */
export type Unjudged = 'unknown' | 'refused' | 'limited';
