// Made by scripts/build-provider-types.mjs from the provider folders: change those.
import type { JsonObject } from '#contract/common.ts'

type Json = JsonObject[string]

interface Data1 {
  AppointmentId?: number | bigint | null
  AppointmentLastUpdatedDate?: string | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data2 {
  AppointmentId?: number | bigint | null
  EventType?: string | null
  EventStatus?: string | null
  StartTime?: string | null
  EndTime?: string | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data3 {
  AddedAttendees?: Json[] | null
  RemovedAttendees?: Json[] | null
  AttendeeCollectionId?: number | bigint | null
  AppointmentId?: number | bigint | null
  AppointmentLastUpdatedDate?: string | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data4 {
  OldStartTime?: string | null
  NewStartTime?: string | null
  OldEndTime?: string | null
  NewEndTime?: string | null
  AppointmentId?: number | bigint | null
  AppointmentLastUpdatedDate?: string | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data5 {
  AddedNegotiators?: Json[] | null
  RemovedNegotiators?: Json[] | null
  AppointmentId?: number | bigint | null
  AppointmentLastUpdatedDate?: string | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data6 {
  DocumentId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data7 {
  JobReference?: string | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data8 {
  JobStatus?: string | null
  JobReference?: string | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data9 {
  ToDoId?: number | bigint | null
  LeadId?: number | bigint | null
  TaskId?: number | bigint | null
  BranchId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data10 {
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data11 {
  GroupId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data12 {
  PersonId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data13 {
  GroupSearchingRoleId?: number | bigint | null
  GroupId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data14 {
  OwnsRoleId?: number | bigint | null
  GroupId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data15 {
  ContactAddressId?: number | bigint | null
  PersonId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data16 {
  NewEmailContactItemId?: number | bigint | null
  PersonId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data17 {
  OldState?: string | null
  NewState?: string | null
  PersonId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data18 {
  PropertyRoleId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data19 {
  PropertyId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data20 {
  NewAvailableDate?: string | null
  OldAvailableDate?: string | null
  PropertyRoleId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data21 {
  TriStatePairId?: number | bigint | null
  DescriptionId?: number | bigint | null
  PropertyRoleId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data22 {
  DepositId?: number | bigint | null
  PropertyRoleId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data23 {
  AddedDocumentIds?: Json[] | null
  RemovedDocumentIds?: Json[] | null
  InnerType?: string | null
  PropertyRoleId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data24 {
  NewFeeStructure?: string | null
  OldFeeStructure?: string | null
  PropertyRoleId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data25 {
  OldLetType?: Json
  NewLetType?: Json
  PropertyRoleId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data26 {
  OldTermType?: Json
  NewTermType?: Json
  PropertyRoleId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data27 {
  MarketingFlagsSet?: Json[] | null
  MarketingFlagsUnset?: Json[] | null
  PropertyRoleId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data28 {
  OldPrice?: number | bigint | null
  NewPrice?: number | bigint | null
  OldPriceType?: string | null
  NewPriceType?: string | null
  PriceId?: number | bigint | null
  PropertyRoleId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data29 {
  DescriptionId?: number | bigint | null
  PropertyRoleId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data30 {
  DocumentId?: number | bigint | null
  PropertyRoleId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data31 {
  RoleImageOrderId?: number | bigint | null
  PropertyRoleId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data32 {
  OldRoleStatus?: Json
  NewRoleStatus?: Json
  PropertyRoleId?: number | bigint | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data33 {
  TaskId?: number | bigint | null
  TaskLastUpdatedDate?: string | null
  RootEntityId?: number | bigint | null
  AgencyId?: number | bigint | null
  BranchId?: number | bigint | null
  Occurred?: string | null
  ChangedByPersonId?: number | bigint | null
  ChangeType?: string | null
}
interface Data34 {
  personID?: number | bigint | null
  lastChangedDate?: string | null
  activeStatus?: 'Active' | 'Inactive' | 'Duplicate' | 'Deceased' | 'Contact' | null
  email?: string | null
  cellPhone?: Json
  homePhone?: Json
  firstName?: string | null
  middleName?: string | null
  lastName?: string | null
  displayName?: string | null
  birthDate?: string | null
  gender?: 'Female' | 'Male' | null
  cultureCode1?: string | null
  profilePicture?: string | null
  currentAddress?: Json
  churchID?: number | bigint | null
  church?: Json
  related?: Json
  consents?: Json
}
interface Data35 {
  id?: string | null
  email?: string | null
  name?: string | null
  role?: 'owner' | 'admin' | 'member' | null
  status?: 'invited' | 'active' | 'suspended' | null
  created_at?: string | null
  updated_at?: string | null
}
interface Data36 {
  id?: string | null
  email?: string | null
  name?: string | null
  role?: 'owner' | 'admin' | 'member' | null
  status?: 'invited' | 'active' | 'suspended' | null
  created_at?: string | null
  updated_at?: string | null
  previous?: Json
}
interface Data37 {
  id?: string | null
  deleted_at?: string | null
}
interface Data38 {
  id?: string | null
  number?: string | null
  customer_id?: string | null
  currency?: string | null
  amount_due?: number | bigint | null
  amount_paid?: number | bigint | null
  status?: 'open' | 'paid' | 'void' | null
  issued_at?: string | null
  due_at?: string | null
}
interface Data39 {
  id?: string | null
  number?: string | null
  customer_id?: string | null
  currency?: string | null
  amount_due?: number | bigint | null
  amount_paid?: number | bigint | null
  status?: 'open' | 'paid' | 'void' | null
  issued_at?: string | null
  due_at?: string | null
  paid_at?: string | null
}
interface Data40 {
  id?: string | null
  number?: string | null
  customer_id?: string | null
  currency?: string | null
  amount_due?: number | bigint | null
  amount_paid?: number | bigint | null
  status?: 'open' | 'paid' | 'void' | null
  issued_at?: string | null
  due_at?: string | null
  failure?: Json
  attempt_count?: number | bigint | null
  next_attempt_at?: string | null
}
interface Data41 {
  id?: string | null
  customer_id?: string | null
  status?: 'placed' | 'shipped' | 'cancelled' | null
  currency?: string | null
  total?: number | bigint | null
  items?: Json[] | null
  placed_at?: string | null
}
interface Data42 {
  id?: string | null
  customer_id?: string | null
  status?: 'placed' | 'shipped' | 'cancelled' | null
  currency?: string | null
  total?: number | bigint | null
  items?: Json[] | null
  placed_at?: string | null
  shipment?: Json
}
interface Data43 {
  id?: string | null
  customer_id?: string | null
  status?: 'placed' | 'shipped' | 'cancelled' | null
  currency?: string | null
  total?: number | bigint | null
  items?: Json[] | null
  placed_at?: string | null
  cancelled_at?: string | null
  reason?: 'customer' | 'out_of_stock' | 'fraud' | null
}
interface Data44 {
  id?: string | null
  customer_id?: string | null
  plan?: 'starter' | 'team' | 'business' | null
  status?: 'trialing' | 'active' | 'past_due' | 'cancelled' | null
  seats?: number | bigint | null
  current_period_end?: string | null
  trial_ends_at?: string | null
}
interface Data45 {
  id?: string | null
  customer_id?: string | null
  plan?: 'starter' | 'team' | 'business' | null
  status?: 'trialing' | 'active' | 'past_due' | 'cancelled' | null
  seats?: number | bigint | null
  current_period_end?: string | null
  cancelled_at?: string | null
}

/** Of each provider that comes with Hookwright: what a registration is told, and what its triggers carry. */
export interface ProviderTypes {
  /** Dezrez */
  dezrez: {
    settings: {
      trigger?: 'AppointmentChangedSubscriptionNotification' | 'AppointmentStartedSubscriptionNotification' | 'AppointmentAttendeesChangedSubscriptionNotification' | 'AppointmentCancelledSubscriptionNotification' | 'AppointmentCreatedSubscriptionNotification' | 'AppointmentDeletedSubscriptionNotification' | 'AppointmentMovedSubscriptionNotification' | 'AppointmentNegotiatorsChangedSubscriptionNotification' | 'DocumentChangedSubscriptionNotificationDataContract' | 'DocumentCreatedSubscriptionDataContract' | 'DocumentDeletedSubscriptionDataContract' | 'JobStatusChangedSubscriptionNotificationDataContract' | 'JobCompletedSubscriptionNotificationDataContract' | 'InboundLeadCreatedSubscriptionNotification' | 'InboundLeadsImportSubscriptionNotification' | 'GroupChangedSubscriptionNotification' | 'PersonChangedSubscriptionNotification' | 'GroupSearchingRoleChangedSubscriptionNotification' | 'NewVendorGroupCreatedSubscriptionNotification' | 'NewApplicantGroupCreatedSubscriptionNotification' | 'PersonAddressChangedSubscriptionNotification' | 'PersonCreatedSubscriptionNotification' | 'PersonNewEmailAddressSubscriptionNotification' | 'PersonPresenceStateChanged' | 'LostValuationSubscriptionNotification' | 'PropertyInstructedSubscriptionNotification' | 'PropertyValuedSubcriptionNotification' | 'PropertyWithdrawnSubscriptionNotification' | 'PurchasingRoleCompletedSubscriptionNotification' | 'PurchasingRoleFallenThroughSubscriptionNotification' | 'SalesPropertyCompletedSubscriptionNotification' | 'SalesPropertyExchangedSubscriptionNotification' | 'SalesPropertyFallThroughSubscriptionNotification' | 'SalesPropertyOfferAcceptedSubscriptionNotification' | 'SalesPropertyOfferRecievedSubscriptionDataContract' | 'PropertyChangedSubscriptionNotification' | 'PropertyRoleChangedSubscriptionNotification' | 'PropertyLettingRoleAvailableDateChangedSubscriptionNotification' | 'PropertyLettingRoleCostIncludedChangedSubscriptionNotification' | 'PropertyLettingRoleDepositChangedSubscriptionNotification' | 'PropertyLettingRoleDocumentsChangedSubscriptionNotification' | 'PropertyLettingRoleFeeStructureChangedSubscriptionNotification' | 'PropertyLettingRoleLetTypeChangedSubscriptionNotification' | 'PropertyLettingRoleOccupierAllowanceChangedSubscriptionNotification' | 'PropertyLettingRoleTermChangedSubscriptionNotification' | 'PropertyMarketingRoleFlagsChangedSubscriptionNotificationDataContract' | 'PropertyMarketingRolePriceChangedSubscriptionNotification' | 'PropertyRoleDescriptionChangedSubscriptionNotificationDataContract' | 'PropertyRoleDocumentsChangedSubscriptionNotificationDataContract' | 'PropertyRoleImageOrderChangedSubscriptionNotification' | 'PropertyRoleStatusChangedSubscriptionNotificationDataContract' | 'TaskChangedSubscriptionNotification' | 'TaskCreatedSubscriptionNotification' | 'TaskDeletedSubscriptionNotification'
      filter?: string[]
    }
    triggers: {
      AppointmentChangedSubscriptionNotification: Data1
      AppointmentStartedSubscriptionNotification: Data2
      AppointmentAttendeesChangedSubscriptionNotification: Data3
      AppointmentCancelledSubscriptionNotification: Data1
      AppointmentCreatedSubscriptionNotification: Data1
      AppointmentDeletedSubscriptionNotification: Data1
      AppointmentMovedSubscriptionNotification: Data4
      AppointmentNegotiatorsChangedSubscriptionNotification: Data5
      DocumentChangedSubscriptionNotificationDataContract: Data6
      DocumentCreatedSubscriptionDataContract: Data6
      DocumentDeletedSubscriptionDataContract: Data6
      JobStatusChangedSubscriptionNotificationDataContract: Data7
      JobCompletedSubscriptionNotificationDataContract: Data8
      InboundLeadCreatedSubscriptionNotification: Data9
      InboundLeadsImportSubscriptionNotification: Data10
      GroupChangedSubscriptionNotification: Data11
      PersonChangedSubscriptionNotification: Data12
      GroupSearchingRoleChangedSubscriptionNotification: Data13
      NewVendorGroupCreatedSubscriptionNotification: Data14
      NewApplicantGroupCreatedSubscriptionNotification: Data13
      PersonAddressChangedSubscriptionNotification: Data15
      PersonCreatedSubscriptionNotification: Data12
      PersonNewEmailAddressSubscriptionNotification: Data16
      PersonPresenceStateChanged: Data17
      LostValuationSubscriptionNotification: Data18
      PropertyInstructedSubscriptionNotification: Data18
      PropertyValuedSubcriptionNotification: Data18
      PropertyWithdrawnSubscriptionNotification: Data18
      PurchasingRoleCompletedSubscriptionNotification: Data18
      PurchasingRoleFallenThroughSubscriptionNotification: Data18
      SalesPropertyCompletedSubscriptionNotification: Data18
      SalesPropertyExchangedSubscriptionNotification: Data18
      SalesPropertyFallThroughSubscriptionNotification: Data18
      SalesPropertyOfferAcceptedSubscriptionNotification: Data18
      SalesPropertyOfferRecievedSubscriptionDataContract: Data18
      PropertyChangedSubscriptionNotification: Data19
      PropertyRoleChangedSubscriptionNotification: Data18
      PropertyLettingRoleAvailableDateChangedSubscriptionNotification: Data20
      PropertyLettingRoleCostIncludedChangedSubscriptionNotification: Data21
      PropertyLettingRoleDepositChangedSubscriptionNotification: Data22
      PropertyLettingRoleDocumentsChangedSubscriptionNotification: Data23
      PropertyLettingRoleFeeStructureChangedSubscriptionNotification: Data24
      PropertyLettingRoleLetTypeChangedSubscriptionNotification: Data25
      PropertyLettingRoleOccupierAllowanceChangedSubscriptionNotification: Data21
      PropertyLettingRoleTermChangedSubscriptionNotification: Data26
      PropertyMarketingRoleFlagsChangedSubscriptionNotificationDataContract: Data27
      PropertyMarketingRolePriceChangedSubscriptionNotification: Data28
      PropertyRoleDescriptionChangedSubscriptionNotificationDataContract: Data29
      PropertyRoleDocumentsChangedSubscriptionNotificationDataContract: Data30
      PropertyRoleImageOrderChangedSubscriptionNotification: Data31
      PropertyRoleStatusChangedSubscriptionNotificationDataContract: Data32
      TaskChangedSubscriptionNotification: Data33
      TaskCreatedSubscriptionNotification: Data33
      TaskDeletedSubscriptionNotification: Data33
    }
    actions: never
  }
  /** Members */
  members: {
    settings: {
      secret?: string
      requestInterval?: number
    }
    triggers: {
      'person.created': Data34
      'person.updated': Data34
      'person.deleted': Data34
    }
    actions: 'run-test'
  }
  /** Standard Webhooks */
  standardWebhooks: {
    settings: {
      secret?: string
      oldSecrets?: string[]
      eventTypes?: string[]
      headerNames?: 'webhook-' | 'svix-' | 'both'
    }
    triggers: {
      'user.created': Data35
      'user.updated': Data36
      'user.deleted': Data37
      'invoice.created': Data38
      'invoice.paid': Data39
      'invoice.payment_failed': Data40
      'order.placed': Data41
      'order.shipped': Data42
      'order.cancelled': Data43
      'subscription.trial.ending': Data44
      'subscription.cancelled': Data45
    }
    actions: 'send-test' | 'rotate-secret'
  }
}

/** Their ids. */
export const PROVIDER_IDS = {
  dezrez: 'dezrez',
  members: 'members',
  standardWebhooks: 'standard-webhooks',
} as const satisfies Record<keyof ProviderTypes, string>
