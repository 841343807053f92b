namespace Soc.Model.Events;

/// <summary>Kinds of the events that a gateway makes itself, of what it knows about capture agents. Nobody else may say them.</summary>
public static class SensorEventKinds
{
    /// <summary>Nothing is heard of the sensor.</summary>
    public const string Silent = "sensor_silent";

    /// <summary>It is heard again, or was revoked.</summary>
    public const string Back = "sensor_back";

    /// <summary>No frames reach one of its interfaces.</summary>
    public const string Deaf = "sensor_deaf";

    /// <summary>Frames come again, or the interface is none of its any more.</summary>
    public const string Hears = "sensor_hears";

    /// <summary>The event says something that only a gateway knows.</summary>
    public static bool IsOneOf(SecurityEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e is { Class: EventClass.ApplicationLifecycle, SourceKind: Silent or Back or Deaf or Hears };
    }
}
