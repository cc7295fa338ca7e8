import type { PlaceRequest } from '../../electron/contract/places'
import { visibleText } from '../../electron/core/text/visible-text'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { Message } from '../ui/message'
import { AuthoritiesChoice } from './authorities-choice'
import { Field } from './field'

const words = strings.place

interface AddressFormProps {
  readonly request: PlaceRequest
  readonly onChange: (request: PlaceRequest) => void
  readonly onConnect: (request: PlaceRequest) => void
  /** Why the address before could not be opened. */
  readonly problem: string | null
  readonly onClose: () => void
}

/** Which address; of S3 also by which server. */
export function AddressForm({ request, onChange, onConnect, problem, onClose }: AddressFormProps) {
  const address = request.address.trim()
  return (
    <form
      className="place-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (address !== '') onConnect({ ...request, address })
      }}
    >
      <Field
        label={words.address}
        value={request.address}
        onChange={(typed) => onChange({ ...request, address: typed })}
        maxLength={16_384}
        placeholder="sftp://user@host/path"
        first
      />
      {/^s3:/i.test(address) ? (
        <div className="place-pair">
          <Field
            label={words.endpoint}
            value={request.endpoint}
            onChange={(endpoint) => onChange({ ...request, endpoint })}
            placeholder="https://s3.amazonaws.com"
          />
          <Field
            label={words.region}
            value={request.region}
            onChange={(region) => onChange({ ...request, region })}
            placeholder="us-east-1"
          />
        </div>
      ) : (
        <p className="dim">{words.forms}</p>
      )}
      {/^(?:https|s3):/i.test(address) ? (
        <AuthoritiesChoice
          name={request.authorities}
          onChoose={(authorities) => onChange({ ...request, authorities })}
        />
      ) : null}
      {problem === null ? null : <Message level="error">{visibleText(problem)}</Message>}
      <div className="place-foot">
        <span className="dim">{words.kept}</span>
        <span className="spacer" />
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="primary" type="submit" disabled={address === ''}>
          {words.connect}
        </Button>
      </div>
    </form>
  )
}
