using System.Runtime.InteropServices;
using Soc.Model.Events;

namespace Soc.Parsing.Sources.EntraAudit;

/// <summary>What an audit operation means in OCSF terms.</summary>
/// <param name="IsMfaChange">A method of authentication was added, changed or removed.</param>
/// <param name="IsDeviceRegistration">A device was registered or joined.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EntraOperation(EventClass Class, int ActivityId, bool IsMfaChange = false, bool IsDeviceRegistration = false);
