namespace Soc.GrainInterfaces.Sensors;

/// <summary>Whether a sensor is heard.</summary>
public enum SensorPresence
{
    /// <summary>Not heard since its grain began, and not for long enough to be missed.</summary>
    Unknown = 0,

    Heard = 1,

    Silent = 2,
}
