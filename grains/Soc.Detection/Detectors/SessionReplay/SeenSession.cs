using System.Runtime.InteropServices;
using Soc.Detection.SignIns;

namespace Soc.Detection.Detectors.SessionReplay;

/// <summary>One end of a session, as it is judged.</summary>
/// <param name="Mark">The event.</param>
/// <param name="Software">Device and software.</param>
/// <param name="LastMs">Latest event time, ms since the epoch.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SeenSession(SignInMark Mark, SoftwareMark Software, long LastMs);
