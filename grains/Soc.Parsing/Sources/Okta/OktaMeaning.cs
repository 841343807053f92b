using System.Runtime.InteropServices;
using Soc.Model.Events;

namespace Soc.Parsing.Sources.Okta;

/// <summary>What an event type means in OCSF terms.</summary>
/// <param name="IsFactorStep">Only the second factor, not a whole sign-in.</param>
/// <param name="IsMfaChange">A factor was enrolled, changed or removed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OktaMeaning(EventClass Class, int ActivityId, bool IsFactorStep = false, bool IsMfaChange = false, bool IsDeviceRegistration = false);
