namespace Soc.EventLog.Embedded;

/// <summary>Places where a test makes the disk fail.</summary>
internal enum LogFaultPoint
{
    BeforeWrite,
    AfterWrite,
    BeforeFlush,
    BeforeNewSegment,
    BeforeRollback,
}
