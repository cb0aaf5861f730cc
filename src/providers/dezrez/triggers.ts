/** The provider's triggers with what each adds to its parent's properties: names, parents, types and flags as it published them. */

export const INT = 'System.Int64'
export const TIME = 'System.DateTime'
export const TEXT = 'System.String'
export const DOUBLE = 'System.Double'
/** Assumed from here on: nullable, list and enum types are written the way .NET prints them. */
export const MAYBE_TIME = 'System.Nullable`1[System.DateTime]'
export const INT_ARRAY = 'System.Int64[]'
export const ENUM = 'Dezrez.Core.DataContracts.Internal.ExternalProviders.EntityChangeSubscribers.EntityChangeSubscriptionEnumDataContract'
const list = (of: string): string => `System.Collections.Generic.List\`1[${of}]`
export const INT_LIST = list(INT)
export const ENUM_LIST = list(ENUM)

export type PropertyRow = readonly [name: string, type: string, filter?: 'filter']
export type TriggerRow = readonly [name: string, parent: string | null, description: string, own?: readonly PropertyRow[]]

/** What every trigger has, after its own properties and its ancestors'. */
export const BASE: readonly PropertyRow[] = [['AgencyId', INT], ['BranchId', INT], ['Occurred', TIME], ['ChangedByPersonId', INT], ['ChangeType', TEXT], ['RootEntityId', INT]]

/** In the provider's order. The descriptions are ours, but for the one that its documentation shows. Misspelt names are the provider's. */
export const ROWS: readonly TriggerRow[] = [
  // Appointments
  ['AppointmentChangedSubscriptionNotification', null, 'Anything about an appointment changed.', [['AppointmentId', INT, 'filter'], ['AppointmentLastUpdatedDate', TIME], ['RootEntityId', INT]]],
  ['AppointmentStartedSubscriptionNotification', null, 'The time at which an appointment starts has come.', [['AppointmentId', INT], ['EventType', TEXT, 'filter'], ['EventStatus', TEXT, 'filter'], ['StartTime', TIME], ['EndTime', TIME], ['RootEntityId', INT]]],
  ['AppointmentAttendeesChangedSubscriptionNotification', 'AppointmentChangedSubscriptionNotification', 'People were added to an appointment as attendees, or removed from it.', [['AddedAttendees', INT_LIST], ['RemovedAttendees', INT_LIST], ['AttendeeCollectionId', INT]]],
  ['AppointmentCancelledSubscriptionNotification', 'AppointmentChangedSubscriptionNotification', 'An appointment was called off.'],
  ['AppointmentCreatedSubscriptionNotification', 'AppointmentChangedSubscriptionNotification', 'An appointment was made.'],
  ['AppointmentDeletedSubscriptionNotification', 'AppointmentChangedSubscriptionNotification', 'An appointment was removed from the diary.'],
  ['AppointmentMovedSubscriptionNotification', 'AppointmentChangedSubscriptionNotification', 'An appointment now starts or ends at another time.', [['OldStartTime', MAYBE_TIME], ['NewStartTime', MAYBE_TIME], ['OldEndTime', MAYBE_TIME], ['NewEndTime', MAYBE_TIME]]],
  ['AppointmentNegotiatorsChangedSubscriptionNotification', 'AppointmentChangedSubscriptionNotification', 'Negotiators were put on an appointment, or taken off it.', [['AddedNegotiators', INT_LIST], ['RemovedNegotiators', INT_LIST]]],

  // Documents
  ['DocumentChangedSubscriptionNotificationDataContract', null, 'Anything about a document changed.', [['DocumentId', INT], ['RootEntityId', INT]]],
  ['DocumentCreatedSubscriptionDataContract', 'DocumentChangedSubscriptionNotificationDataContract', 'A document was added.'],
  ['DocumentDeletedSubscriptionDataContract', 'DocumentChangedSubscriptionNotificationDataContract', 'A document was removed.'],

  // Jobs
  ['JobStatusChangedSubscriptionNotificationDataContract', null, 'A background job reached another status.', [['JobReference', TEXT, 'filter'], ['RootEntityId', INT]]],
  ['JobCompletedSubscriptionNotificationDataContract', 'JobStatusChangedSubscriptionNotificationDataContract', 'A background job has come to its end.', [['JobStatus', TEXT]]],

  // Leads
  ['InboundLeadCreatedSubscriptionNotification', null, 'A lead came in, with the task to follow it up.', [['ToDoId', INT], ['LeadId', INT], ['TaskId', INT], ['BranchId', INT], ['RootEntityId', INT]]],
  ['InboundLeadsImportSubscriptionNotification', null, 'A batch of leads was imported.', [['RootEntityId', INT]]],

  // People
  ['GroupChangedSubscriptionNotification', null, 'Anything about a group of people changed.', [['GroupId', INT], ['RootEntityId', INT]]],
  ['PersonChangedSubscriptionNotification', null, 'This trigger occurs when anything regarding a person changes.', [['PersonId', INT, 'filter'], ['RootEntityId', INT]]],
  ['GroupSearchingRoleChangedSubscriptionNotification', 'GroupChangedSubscriptionNotification', 'What a group of people is looking for changed.', [['GroupSearchingRoleId', INT]]],
  ['NewVendorGroupCreatedSubscriptionNotification', 'GroupChangedSubscriptionNotification', 'A group of people became a vendor.', [['OwnsRoleId', INT]]],
  ['NewApplicantGroupCreatedSubscriptionNotification', 'GroupSearchingRoleChangedSubscriptionNotification', 'A group of people began to look for a property.'],
  ['PersonAddressChangedSubscriptionNotification', 'PersonChangedSubscriptionNotification', 'A person has another contact address.', [['ContactAddressId', INT]]],
  ['PersonCreatedSubscriptionNotification', 'PersonChangedSubscriptionNotification', 'A person was added.'],
  ['PersonNewEmailAddressSubscriptionNotification', 'PersonChangedSubscriptionNotification', 'A person got a new email address.', [['NewEmailContactItemId', INT]]],
  ['PersonPresenceStateChanged', 'PersonChangedSubscriptionNotification', 'A person came online, went away or left.', [['OldState', TEXT, 'filter'], ['NewState', TEXT, 'filter']]],

  // Progression
  ['LostValuationSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'A property that was valued was not won as an instruction.'],
  ['PropertyInstructedSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'An owner gave the instruction to market a property.'],
  ['PropertyValuedSubcriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'A property was valued.'],
  ['PropertyWithdrawnSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'A property was taken off the market.'],
  ['PurchasingRoleCompletedSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', "A buyer's purchase was completed."],
  ['PurchasingRoleFallenThroughSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', "A buyer's purchase fell through."],
  ['SalesPropertyCompletedSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'The sale of a property was completed.'],
  ['SalesPropertyExchangedSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'Contracts for the sale of a property were exchanged.'],
  ['SalesPropertyFallThroughSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'The sale of a property fell through.'],
  ['SalesPropertyOfferAcceptedSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'An offer for a property was accepted.'],
  ['SalesPropertyOfferRecievedSubscriptionDataContract', 'PropertyRoleChangedSubscriptionNotification', 'An offer for a property came in.'],

  // Properties
  ['PropertyChangedSubscriptionNotification', null, 'Anything about a property itself changed.', [['PropertyId', INT], ['RootEntityId', INT]]],
  ['PropertyRoleChangedSubscriptionNotification', null, 'Anything about the sale, the letting or the marketing of a property changed.', [['PropertyRoleId', INT, 'filter'], ['RootEntityId', INT]]],
  ['PropertyLettingRoleAvailableDateChangedSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'A property to let is available from another date.', [['NewAvailableDate', MAYBE_TIME], ['OldAvailableDate', MAYBE_TIME]]],
  ['PropertyLettingRoleCostIncludedChangedSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'Another cost is included in the rent of a property, or no longer is.', [['TriStatePairId', INT], ['DescriptionId', INT]]],
  ['PropertyLettingRoleDepositChangedSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'The deposit for a property to let changed.', [['DepositId', INT]]],
  ['PropertyLettingRoleDocumentsChangedSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'Documents were added to a property to let, or removed from it.', [['AddedDocumentIds', INT_ARRAY], ['RemovedDocumentIds', INT_ARRAY], ['InnerType', TEXT]]],
  ['PropertyLettingRoleFeeStructureChangedSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'The fees for a property to let are made up in another way.', [['NewFeeStructure', TEXT], ['OldFeeStructure', TEXT]]],
  ['PropertyLettingRoleLetTypeChangedSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'A property is let in another way than before.', [['OldLetType', ENUM], ['NewLetType', ENUM]]],
  ['PropertyLettingRoleOccupierAllowanceChangedSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'Whom a property may be let to changed.', [['TriStatePairId', INT], ['DescriptionId', INT]]],
  ['PropertyLettingRoleTermChangedSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'A property is to let for another term.', [['OldTermType', ENUM], ['NewTermType', ENUM]]],
  ['PropertyMarketingRoleFlagsChangedSubscriptionNotificationDataContract', 'PropertyRoleChangedSubscriptionNotification', 'Marketing flags of a property were set or cleared.', [['MarketingFlagsSet', ENUM_LIST], ['MarketingFlagsUnset', ENUM_LIST]]],
  ['PropertyMarketingRolePriceChangedSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'A property is marketed at another price.', [['OldPrice', DOUBLE], ['NewPrice', DOUBLE], ['OldPriceType', TEXT], ['NewPriceType', TEXT], ['PriceId', INT]]],
  ['PropertyRoleDescriptionChangedSubscriptionNotificationDataContract', 'PropertyRoleChangedSubscriptionNotification', 'The description of a property on the market changed.', [['DescriptionId', INT]]],
  ['PropertyRoleDocumentsChangedSubscriptionNotificationDataContract', 'PropertyRoleChangedSubscriptionNotification', 'A document of a property on the market changed.', [['DocumentId', INT]]],
  ['PropertyRoleImageOrderChangedSubscriptionNotification', 'PropertyRoleChangedSubscriptionNotification', 'The pictures of a property on the market were put in another order.', [['RoleImageOrderId', INT]]],
  ['PropertyRoleStatusChangedSubscriptionNotificationDataContract', 'PropertyRoleChangedSubscriptionNotification', 'A property on the market reached another status.', [['OldRoleStatus', ENUM], ['NewRoleStatus', ENUM]]],

  // Tasks
  ['TaskChangedSubscriptionNotification', null, 'Anything about a task changed.', [['TaskId', INT, 'filter'], ['TaskLastUpdatedDate', TIME], ['RootEntityId', INT]]],
  ['TaskCreatedSubscriptionNotification', 'TaskChangedSubscriptionNotification', 'A task was added.'],
  ['TaskDeletedSubscriptionNotification', 'TaskChangedSubscriptionNotification', 'A task was removed.'],
]
