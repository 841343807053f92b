namespace Soc.Model.Entities;

/// <summary>Kinds of entity that a grain, a signal or an incident can be about.</summary>
public enum EntityKind
{
    User = 1,
    Device = 2,
    Address = 3,
    Client = 4,
    File = 5,
    Domain = 6,
}
