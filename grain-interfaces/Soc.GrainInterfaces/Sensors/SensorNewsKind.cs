namespace Soc.GrainInterfaces.Sensors;

/// <summary>What is told of a sensor.</summary>
public enum SensorNewsKind
{
    /// <summary>It says nothing any more.</summary>
    Silent = 1,

    /// <summary>It is heard again, or was revoked and is not expected any more.</summary>
    Back = 2,

    /// <summary>It is there, and no frames reach one of its interfaces any more.</summary>
    Deaf = 3,

    /// <summary>Frames come again, or the interface is none of its any more.</summary>
    Hears = 4,
}
